import { Text, View } from '@tarojs/components';
import { formatLastDay, formatMoney } from '../../lib/formats';
import { useWords } from '../../lib/i18n';
import type { Grant } from './api';

/** One voucher: what is left of its quota, frozen, used and lapsed, on a scale. */
export function GrantRow({ grant }: { grant: Grant }) {
  const { t, reader } = useWords();
  const share = (fen: number) => `${grant.quotaFen ? (fen / grant.quotaFen) * 100 : 0}%`;
  return (
    <View className="grant">
      <View className="row row-base between gap12">
        <View className="grow">
          <View className="b">{grant.programme.name}</View>
          <View className="t12 ink-3">{grant.company.name}</View>
        </View>
        <View className="amount">
          <View className="t20 b">{formatMoney(grant.leftFen)}</View>
          <View className="t12 ink-3">{t('grant.of', { sum: formatMoney(grant.quotaFen) })}</View>
        </View>
      </View>
      <View className="shares grant-scale">
        <View className="share share-0" style={{ width: share(grant.usedFen) }} />
        <View className="share share-1" style={{ width: share(grant.frozenFen) }} />
      </View>
      <View className="row row-wrap gap12 t12 ink-2">
        <Text>{t('grant.used', { sum: formatMoney(grant.usedFen) })}</Text>
        <Text>{t('grant.frozen', { sum: formatMoney(grant.frozenFen) })}</Text>
        {grant.lapsedFen ? (
          <Text>{t('grant.lapsed', { sum: formatMoney(grant.lapsedFen) })}</Text>
        ) : null}
        <Text>
          {t('me.validUntil', { date: formatLastDay(Date.parse(grant.validUntil), reader) })}
        </Text>
      </View>
    </View>
  );
}
