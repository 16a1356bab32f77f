import { Text } from '@tarojs/components';
import { useState } from 'react';
import { Field } from '../../../components/field';
import { Icon } from '../../../components/icon';
import { Section } from '../../../components/marks';
import { Press } from '../../../components/press';
import { Failure } from '../../../components/states';
import { useWords } from '../../../lib/i18n';
import { changeDraft, useDraft } from '../draft';
import type { useQuote } from '../use-bookings';
import { usePayer } from '../use-payers';
import { LimitLine } from './limit-line';
import { PayerSheet } from './payer-sheet';
import { QuoteLines } from './quote-lines';

/** Who pays, and what it is for; both are kept while the rest is chosen anew. */
export function WishTerms({ instrumentId }: { instrumentId: string }) {
  const { t } = useWords();
  const [isPicking, setPicking] = useState(false);
  const { purpose } = useDraft(instrumentId);
  const { payers, payer } = usePayer(instrumentId);
  return (
    <>
      {payer ? (
        <Press id="payer" className="line-row" onPress={() => setPicking(true)}>
          <Text className="ink-2 fixed">{t('payer.title')}</Text>
          <Text className="amount b wrap">{payer.name}</Text>
          <Icon name="right" size="s" className="ink-3" />
        </Press>
      ) : null}
      <Field
        id="purpose"
        label={t('booking.purpose')}
        hint={t('book.purposeHint')}
        value={purpose}
        max={500}
        onChange={(text) => changeDraft(instrumentId, { purpose: text })}
      />
      {isPicking ? (
        <PayerSheet
          payers={payers}
          chosenKey={payer?.key}
          onPick={(picked) => {
            changeDraft(instrumentId, { chargeTo: picked.chargeTo });
            setPicking(false);
          }}
          onClose={() => setPicking(false)}
        />
      ) : null}
    </>
  );
}

/** The price of a wish, line by line, by the reader's identity. */
export function WishPrice({
  quote,
  timeZone,
}: {
  quote: ReturnType<typeof useQuote>;
  timeZone: string;
}) {
  const { t } = useWords();
  return (
    <>
      {quote.error ? <Failure error={quote.error} onRetry={() => void quote.refetch()} /> : null}
      {quote.data ? (
        <Section
          title={t('quote.title')}
          aside={
            <Text className="t12 ink-3">
              {t('price.as', { kind: t(`kind.${quote.data.userKind}`) })}
            </Text>
          }
        >
          <QuoteLines
            lines={quote.data.lines}
            totalFen={quote.data.totalFen}
            timeZone={timeZone}
            totalWord={t('quote.total')}
          />
          <LimitLine limit={quote.data.memberLimit} />
        </Section>
      ) : null}
    </>
  );
}
