import { Text, View } from '@tarojs/components';
import { Toggle } from '../../../components/choices';
import { Icon } from '../../../components/icon';
import type { IconName } from '../../../components/icon';
import { Section } from '../../../components/marks';
import { formatMoney } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import type { Booking } from '../../bookings/api';
import type { Split } from '../split';

interface WayProps {
  id: string;
  icon: IconName;
  name: string;
  about: string;
  fen: number;
  on: boolean;
  onToggle?: () => void;
}

/** One way of paying, what it holds, and what it takes; without a switch where it holds nothing. */
function Way({ id, icon, name, about, fen, on, onToggle }: WayProps) {
  return (
    <View className="line-row">
      <Icon name={icon} className="ink-3" />
      <View className="grow">
        <View>{name}</View>
        <View className="t12 ink-3">{about}</View>
      </View>
      <Text className="amount b">{formatMoney(fen)}</Text>
      {onToggle ? <Toggle id={id} on={on} label={name} onPress={onToggle} /> : null}
    </View>
  );
}

/** Ways of paying that may be left out. */
export interface Chosen {
  account: boolean;
  credit: boolean;
}

/** What is left after the voucher: the prepaid account, then, where the unit trusts the payer, the month's bill. */
export function RestSection(props: {
  booking: Booking;
  restFen: number;
  split: Split;
  chosen: Chosen;
  onChoose: (chosen: Chosen) => void;
}) {
  const { booking, restFen, split, chosen, onChoose } = props;
  const { t } = useWords();
  const { account, credit } = booking.quote;
  const unit = booking.instrument.unitName;
  return (
    <Section
      title={restFen < booking.dueFen ? t('pay.rest', { sum: formatMoney(restFen) }) : t('pay.by')}
    >
      <Way
        id="use-account"
        icon="wallet"
        name={t('pay.account')}
        about={
          account?.accountId
            ? t('pay.balance', { unit, sum: formatMoney(account.balanceFen) })
            : t('pay.noAccount', { unit })
        }
        fen={split.accountFen}
        on={chosen.account}
        onToggle={
          account?.accountId ? () => onChoose({ ...chosen, account: !chosen.account }) : undefined
        }
      />
      {credit ? (
        <Way
          id="use-credit"
          icon="file"
          name={t('pay.credit')}
          about={t('pay.creditLeft', { unit, sum: formatMoney(credit.leftFen) })}
          fen={split.creditFen}
          on={chosen.credit}
          onToggle={() => onChoose({ ...chosen, credit: !chosen.credit })}
        />
      ) : null}
    </Section>
  );
}
