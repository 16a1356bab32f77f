import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Toggle } from '../../../components/choices';
import { Fact, Section } from '../../../components/marks';
import { Empty, Failure } from '../../../components/states';
import { formatMoney } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { AccountRow } from '../../vouchers/account-row';
import { setAsking } from '../api';
import type { Group } from '../api';
import { useGroupAction } from '../use-groups';
import { AddSheet, type NewMember } from './add-sheet';
import { MemberRow } from './member-row';
import { MemberSheet } from './member-sheet';
import './groups.scss';

const NOBODY: NewMember = { by: 'email', email: '', userId: '', limit: '' };

/** Whether bookings ask the head first; the head's to switch, a member's to know. */
function Asking({ group, isHead }: { group: Group; isHead: boolean }) {
  const { t } = useWords();
  const { asksPrincipal } = group;
  const set = useGroupAction((asks: boolean) => setAsking(group, asks));
  const handleSwitch = () => {
    if (!set.isPending) set.mutate(!asksPrincipal);
  };
  const shown = set.isPending ? set.variables : asksPrincipal;
  const word = isHead ? 'group.asks' : asksPrincipal ? 'group.asked' : 'group.notAsked';
  return (
    <>
      <View className="line-row">
        <View className="grow">
          <View>{t(word)}</View>
          {isHead ? <View className="t12 ink-3">{t('group.asksAbout')}</View> : null}
        </View>
        {isHead ? (
          <Toggle id="group-asks" on={shown} label={t('group.asks')} onPress={handleSwitch} />
        ) : null}
      </View>
      {set.error ? <Failure error={set.error} onRetry={handleSwitch} /> : null}
    </>
  );
}

/** What all have spent this month, those who have left apart. */
function Month({ group }: { group: Group }) {
  const { t } = useWords();
  if (group.usedFen === null) return null;
  return (
    <>
      <Fact label={t('group.usedLabel')} strong>
        {formatMoney(group.usedFen)}
      </Fact>
      {group.formerFen ? (
        <Fact label={t('group.former')}>{formatMoney(group.formerFen)}</Fact>
      ) : null}
    </>
  );
}

/** A research group: its money, its members and their limits; its head keeps them here. */
export function GroupView({ group }: { group: Group }) {
  const { t } = useWords();
  const isHead = group.may.includes('manage');
  const [opened, setOpened] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
  const [draft, setDraft] = useState(NOBODY);
  const member = group.members.find(({ userId }) => userId === opened);
  const isAlone = isHead && group.members.every(({ isPrincipal }) => isPrincipal);
  return (
    <>
      <Section first>
        <View className="t20 b">{group.name}</View>
        <View className="ink-2">{group.unitName}</View>
        {group.principal ? <Fact label={t('me.principal')}>{group.principal.name}</Fact> : null}
        <Month group={group} />
        <Asking group={group} isHead={isHead} />
      </Section>
      <Section
        title={isHead ? t('group.members', { count: group.members.length }) : t('group.mine')}
      >
        {group.members.map((one) => (
          <MemberRow
            key={one.userId}
            member={one}
            onOpen={isHead ? () => setOpened(one.userId) : undefined}
          />
        ))}
        {isAlone ? <View className="ink-3 group-foot">{t('group.alone')}</View> : null}
        {isHead ? (
          <View className="row group-foot">
            <Button id="add-member" block icon="plus" onPress={() => setAdding(true)}>
              {t('group.add')}
            </Button>
          </View>
        ) : null}
      </Section>
      <Section title={t('me.balances')}>
        {group.balances.map((account) => (
          <AccountRow key={account.id} account={account} />
        ))}
        {group.balances.length ? null : (
          <Empty icon="wallet" title={t('group.noAccounts')} text={t('group.noAccountsHelp')} />
        )}
      </Section>
      {isAdding ? (
        <AddSheet
          group={group}
          draft={draft}
          onDraft={setDraft}
          onAdded={() => {
            setDraft(NOBODY);
            setAdding(false);
          }}
          onClose={() => setAdding(false)}
        />
      ) : null}
      {member ? (
        <MemberSheet
          key={member.userId}
          group={group}
          member={member}
          onClose={() => setOpened(null)}
        />
      ) : null}
    </>
  );
}
