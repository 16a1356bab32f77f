import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Section } from '../../../components/marks';
import { QueryView, Skeleton } from '../../../components/states';
import { formatLastDay, formatMoney } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import type { Programme } from '../api';
import { useProgrammes } from '../use-vouchers';
import { ApplySheet } from './apply-sheet';
import type { Draft } from './apply-sheet';

/** Why none of one's companies can apply here; null where one can. */
function useBar({ applicants, regionName }: Programme): string | null {
  const { t } = useWords();
  const eligible = applicants.filter(({ isEligible }) => isEligible);
  if (eligible.length === 0) return t('apply.notEligible', { region: regionName });
  const free = eligible.filter(({ hasOpenApplication }) => !hasOpenApplication);
  if (free.length === 0) return t('apply.isOpen');
  return free.some(({ yearLeftFen }) => yearLeftFen > 0) ? null : t('apply.yearUsed');
}

function ProgrammeRow({
  programme,
  onApply,
}: {
  programme: Programme;
  onApply: (programme: Programme) => void;
}) {
  const { t, reader } = useWords();
  const bar = useBar(programme);
  return (
    <View className="grant">
      <View className="row row-base between gap12">
        <View className="grow b">{programme.name}</View>
        <View className="amount t12 ink-2">{t(`programme.mode.${programme.mode}`)}</View>
      </View>
      <View className="t12 ink-3 rule-line">
        {t(programme.fullUpToFen ? 'programme.termsFull' : 'programme.terms', {
          share: programme.sharePercent,
          full: formatMoney(programme.fullUpToFen),
          year: formatMoney(programme.capPerCompanyYearFen),
        })}
      </View>
      <View className="row between gap12">
        <View className="grow t12 ink-2">
          {bar ??
            t('me.validUntil', { date: formatLastDay(Date.parse(programme.validUntil), reader) })}
        </View>
        {bar ? null : (
          <Button id={`apply-${programme.id}`} onPress={() => onApply(programme)}>
            {t('apply.do')}
          </Button>
        )}
      </View>
    </View>
  );
}

/** Programmes that run now, those one can apply to first. */
export function ProgrammeList() {
  const { t } = useWords();
  const query = useProgrammes();
  const [openId, setOpenId] = useState<string | null>(null);
  const [drafts, setDrafts] = useState<Record<string, Draft>>({});
  const canApply = ({ applicants }: Programme) => applicants.some(({ isEligible }) => isEligible);
  return (
    <Section title={t('programme.title')}>
      <QueryView query={query} skeleton={<Skeleton count={2} card={false} />}>
        {({ items }) => {
          const open = items.find(({ id }) => id === openId);
          const first = open?.applicants.find((one) => one.isEligible && !one.hasOpenApplication);
          const empty: Draft = {
            companyId: first?.id ?? '',
            amount: '',
            purpose: '',
            serviceKind: open?.serviceKinds[0] ?? 'time',
          };
          return (
            <>
              {[...items]
                .sort((a, b) => Number(canApply(b)) - Number(canApply(a)))
                .map((programme) => (
                  <ProgrammeRow
                    key={programme.id}
                    programme={programme}
                    onApply={({ id }) => setOpenId(id)}
                  />
                ))}
              {items.length ? null : <View className="ink-3">{t('programme.none')}</View>}
              {open ? (
                <ApplySheet
                  programme={open}
                  draft={drafts[open.id] ?? empty}
                  onDraft={(draft) => setDrafts({ ...drafts, [open.id]: draft })}
                  onSent={() => {
                    const { [open.id]: sent, ...others } = drafts;
                    if (sent) setDrafts(others);
                    setOpenId(null);
                  }}
                  onClose={() => setOpenId(null)}
                />
              ) : null}
            </>
          );
        }}
      </QueryView>
    </Section>
  );
}
