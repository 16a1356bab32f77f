import { Text, View } from '@tarojs/components';
import { Toggle } from '../../../components/choices';
import { Icon } from '../../../components/icon';
import { Section } from '../../../components/marks';
import { formatMoney } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import type { Booking } from '../../bookings/api';

/** What is left after the voucher: the prepaid account, and what neither covers. */
export function RestSection(props: {
  booking: Booking;
  restFen: number;
  accountFen: number;
  on: boolean;
  onToggle: () => void;
}) {
  const { booking, restFen, accountFen, on, onToggle } = props;
  const { t } = useWords();
  const { account } = booking.quote;
  return (
    <Section
      title={restFen < booking.dueFen ? t('pay.rest', { sum: formatMoney(restFen) }) : t('pay.by')}
    >
      <View className="line-row">
        <Icon name="wallet" className="ink-3" />
        <View className="grow">
          <View>{t('pay.account')}</View>
          <View className="t12 ink-3">
            {!account?.accountId
              ? t('pay.noAccount', { unit: booking.instrument.unitName })
              : t('pay.balance', {
                  unit: booking.instrument.unitName,
                  sum: formatMoney(account.balanceFen),
                })}
          </View>
        </View>
        <Text className="amount b">{formatMoney(accountFen)}</Text>
        {!account?.accountId ? null : (
          <Toggle id="use-account" on={on} label={t('pay.account')} onPress={onToggle} />
        )}
      </View>
    </Section>
  );
}
