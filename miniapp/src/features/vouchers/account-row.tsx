import { Text, View } from '@tarojs/components';
import { Icon } from '../../components/icon';
import { Press } from '../../components/press';
import { formatMoney } from '../../lib/formats';
import { goTo } from '../../lib/routes';
import { useHasRole } from '../../lib/session';
import type { Account } from './api';

/** One prepaid account; it leads to its statement, a company's for the company's officers. */
export function AccountRow({ account }: { account: Account }) {
  const isOfficer = useHasRole('company_officer');
  const isOpen = account.payer.kind !== 'company' || isOfficer;
  const row = (
    <>
      <View className="grow">
        <View>{account.unitName}</View>
        <View className="t12 ink-3">{account.payer.name}</View>
      </View>
      <Text className="amount b">{formatMoney(account.balanceFen)}</Text>
      {isOpen ? <Icon name="right" size="s" className="ink-3" /> : null}
    </>
  );
  return isOpen ? (
    <Press
      id={`account-${account.id}`}
      role="link"
      className="line-row"
      onPress={() => goTo('statement', { id: account.id })}
    >
      {row}
    </Press>
  ) : (
    <View className="line-row">{row}</View>
  );
}
