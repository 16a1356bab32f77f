import { Text, View } from '@tarojs/components';
import { Choice } from '../../../components/choices';
import { formatLastDay, formatMoney } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import type { Booking } from '../../bookings/api';

type Voucher = Booking['quote']['vouchers'][number];

interface PickerProps {
  vouchers: Voucher[];
  chosenId: string | null;
  onPick: (grantId: string | null) => void;
}

function isVoucherUsable(voucher: Voucher): boolean {
  return voucher.payableFen > 0 && voucher.refusedBecause === null;
}

/** Each voucher with what it would cover here and what it would have left, or why it cannot. One per booking; those that cannot stand last. */
export function VoucherPicker({ vouchers, chosenId, onPick }: PickerProps) {
  const { t, reader } = useWords();
  const ordered = [...vouchers].sort(
    (a, b) => Number(isVoucherUsable(b)) - Number(isVoucherUsable(a)),
  );
  return (
    <View>
      {ordered.map((voucher) => {
        const isUsable = isVoucherUsable(voucher);
        return (
          <Choice
            key={voucher.grantId}
            id={`voucher-${voucher.grantId}`}
            chosen={voucher.grantId === chosenId}
            disabled={!isUsable}
            onPress={() => onPick(voucher.grantId)}
          >
            <View className="grow">
              <View className={voucher.grantId === chosenId ? 'b' : ''}>{voucher.programme}</View>
              <View className="t12 ink-3">
                {voucher.refusedBecause
                  ? t(`voucher.why.${voucher.refusedBecause}`)
                  : t('voucher.left', {
                      sum: formatMoney(voucher.leftFen),
                      share: voucher.sharePercent,
                    })}
              </View>
              {isUsable ? (
                <View className="t12 ink-3">
                  {t('me.validUntil', {
                    date: formatLastDay(Date.parse(voucher.validUntil), reader),
                  })}
                </View>
              ) : null}
            </View>
            <View className="amount">
              {isUsable ? (
                <>
                  <View className="b">
                    {t('voucher.pays', { sum: formatMoney(voucher.payableFen) })}
                  </View>
                  <View className="t12 ink-3">
                    {t('voucher.after', { sum: formatMoney(voucher.leftFen - voucher.payableFen) })}
                  </View>
                </>
              ) : (
                <Text>{t('voucher.unusable')}</Text>
              )}
            </View>
          </Choice>
        );
      })}
      <Choice id="voucher-none" chosen={chosenId === null} onPress={() => onPick(null)}>
        <Text className="grow">{t('voucher.none')}</Text>
        <Text className="amount b">{t('voucher.pays', { sum: formatMoney(0) })}</Text>
      </Choice>
    </View>
  );
}
