import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Field } from '../../../components/field';
import { Fact } from '../../../components/marks';
import { Sheet } from '../../../components/sheet';
import { Failure } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { formatDate, formatMoney } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { yuanOf } from '../../../lib/money-input';
import { removeMember, setMemberLimit } from '../api';
import type { Group, Member } from '../api';
import { readLimit } from '../limit-input';
import { useGroupAction } from '../use-groups';
import './groups.scss';

interface MemberSheetProps {
  group: Group;
  member: Member;
  onClose: () => void;
}

/** Says what stays and what ends before it ends. */
function Removal({ group, member, onClose }: MemberSheetProps) {
  const { t } = useWords();
  const [isAsking, setAsking] = useState(false);
  const remove = useGroupAction(() => removeMember(group, member.userId));
  const handleRemove = () =>
    remove.mutate(undefined, {
      onSuccess: () => {
        showToast(t('group.removed'));
        onClose();
      },
    });
  if (!isAsking) {
    return (
      <Button id="member-remove" onPress={() => setAsking(true)}>
        {t('group.remove')}
      </Button>
    );
  }
  return (
    <View className="column gap12">
      <Text className="ink-2">{t('group.removeText', { name: member.name })}</Text>
      <View className="row gap12">
        <Button block onPress={() => setAsking(false)}>
          {t('action.back')}
        </Button>
        <Button
          block
          kind="primary"
          id="member-remove-confirm"
          busy={remove.isPending}
          busyText={t('action.sending')}
          onPress={handleRemove}
        >
          {t('group.removeDo')}
        </Button>
      </View>
      {remove.error ? <Failure error={remove.error} onRetry={handleRemove} /> : null}
    </View>
  );
}

/** One member's month, their limit, and the end of their membership. */
export function MemberSheet({ group, member, onClose }: MemberSheetProps) {
  const { t, reader } = useWords();
  const { limitFen } = member;
  const [text, setText] = useState(limitFen === null ? '' : yuanOf(limitFen));
  const limit = readLimit(text);
  const save = useGroupAction((fen: number | null) => setMemberLimit(group, member.userId, fen));
  const isChanged = limit !== 'bad' && limit.fen !== limitFen;
  const handleSave = () => {
    if (limit === 'bad') return;
    save.mutate(limit.fen, {
      onSuccess: () => {
        showToast(t('group.limitSaved'));
        onClose();
      },
    });
  };
  return (
    <Sheet
      title={member.name}
      onClose={onClose}
      foot={
        <Button
          kind="primary"
          block
          id="limit-save"
          disabled={!isChanged}
          busy={save.isPending}
          busyText={t('action.sending')}
          onPress={handleSave}
        >
          {limit === 'bad' ? t('group.fixLimit') : t('group.limitSave')}
        </Button>
      }
    >
      <Fact label={t('group.joined')}>
        {formatDate(Date.parse(member.joinedAt), reader, false)}
      </Fact>
      <Fact label={t('group.usedLabel')}>{formatMoney(member.usedFen)}</Fact>
      <Field
        id="limit-sum"
        label={t('group.limit')}
        note={t('group.limitNote')}
        error={limit === 'bad' ? t('group.limitBad') : null}
        value={text}
        max={14}
        onChange={setText}
      />
      {save.error ? <Failure error={save.error} onRetry={handleSave} /> : null}
      {member.isPrincipal ? null : (
        <View className="column group-foot">
          <Removal group={group} member={member} onClose={onClose} />
        </View>
      )}
    </Sheet>
  );
}
