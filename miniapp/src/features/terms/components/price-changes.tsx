import { View } from '@tarojs/components';
import { Fact } from '../../../components/marks';
import { formatDiscount, formatList, formatMoney } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { parseYuan } from '../../../lib/money-input';
import { chargeName } from '../../instruments/charge-name';
import { changedSums, modeWord } from '../price-draft';
import type { PriceDraft } from '../price-draft';

/** All that a new list changes, also for the kinds of user that are not being looked at. */
export function PriceChanges({ before, after }: { before: PriceDraft; after: PriceDraft }) {
  const { t, language } = useWords();
  const money = (fen: number | null) => (fen === null ? t('price.none') : formatMoney(fen));
  const offPeak = ({ offPeak: spans }: PriceDraft) =>
    formatList(
      spans.map(({ from, to, percentOff }) =>
        t('price.offPeak', { from, to, off: formatDiscount(percentOff, language) }),
      ),
      language,
    ) || t('prices.offNone');
  const common = [
    {
      label: t('prices.mode'),
      was: t(`prices.mode.${modeWord(before.chargingMode)}`),
      is: t(`prices.mode.${modeWord(after.chargingMode)}`),
    },
    {
      label: t('terms.minimum'),
      was: money(parseYuan(before.minimum)),
      is: money(parseYuan(after.minimum)),
    },
    {
      label: t('prices.subsidy'),
      was: money(parseYuan(before.subsidy)),
      is: money(parseYuan(after.subsidy)),
    },
    { label: t('prices.off'), was: offPeak(before), is: offPeak(after) },
  ].filter(({ was, is }) => was !== is);
  const sums = changedSums(before, after).map(({ kind, line, before: was, after: is }) => ({
    label: t('prices.of', {
      kind: t(`kind.${kind}`),
      name: chargeName(line, t, language),
    }),
    was: money(was),
    is: money(is),
  }));
  const changes = [...sums, ...common];
  if (!changes.length) return <View className="ink-3 rule-line">{t('terms.noChange')}</View>;
  return (
    <>
      {changes.map(({ label, was, is }) => (
        <Fact key={label} label={label}>
          {t('terms.priceChange', { before: was, after: is })}
        </Fact>
      ))}
    </>
  );
}
