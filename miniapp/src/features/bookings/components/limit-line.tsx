import { Fact } from '../../../components/marks';
import { formatMoney } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import type { Quote } from '../api';

interface LimitLineProps {
  limit: Quote['memberLimit'];
  /** A booking that is made counts in what is used. */
  isCounted?: boolean;
}

/** What the group lets the reader spend this month, and what is left of it; nothing where there is no limit. */
export function LimitLine({ limit, isCounted = false }: LimitLineProps) {
  const { t } = useWords();
  if (limit === null) return null;
  return (
    <Fact label={t('limit.ofMonth', { limit: formatMoney(limit.limitFen) })}>
      {t(isCounted ? 'limit.leftAfter' : 'limit.left', { sum: formatMoney(limit.leftFen) })}
    </Fact>
  );
}
