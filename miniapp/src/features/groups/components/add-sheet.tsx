import { View } from '@tarojs/components';
import { Button } from '../../../components/button';
import { Segments } from '../../../components/choices';
import { Field } from '../../../components/field';
import { Sheet } from '../../../components/sheet';
import { Failure } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { useWords } from '../../../lib/i18n';
import { useIntention } from '../../bookings/use-bookings';
import { addMember } from '../api';
import type { Group } from '../api';
import { readLimit } from '../limit-input';
import { useGroupAction } from '../use-groups';

/** What was typed; it outlives the sheet, so that closing it loses nothing. */
export interface NewMember {
  by: 'email' | 'userId';
  email: string;
  userId: string;
  limit: string;
}

interface AddSheetProps {
  group: Group;
  draft: NewMember;
  onDraft: (draft: NewMember) => void;
  onAdded: () => void;
  onClose: () => void;
}

const EMAIL = /^[^\s@]+@[^\s@]+$/;
const NUMBER = /^[0-9A-Za-z_-]{1,40}$/;

/** Takes someone into the group, by the e-mail address they verified or the number on their own page. */
export function AddSheet({ group, draft, onDraft, onAdded, onClose }: AddSheetProps) {
  const { t } = useWords();
  const intention = useIntention();
  const limit = readLimit(draft.limit);
  const who = draft[draft.by].trim();
  const isWho = (draft.by === 'email' ? EMAIL : NUMBER).test(who);
  const send = useGroupAction((limitFen: number | null) => {
    const body = draft.by === 'email' ? { email: who, limitFen } : { userId: who, limitFen };
    return addMember(group.id, body, intention.keyFor(body));
  });
  const isReady = isWho && limit !== 'bad';
  const handleSend = () => {
    if (limit === 'bad') return;
    send.mutate(limit.fen, {
      onSuccess: () => {
        intention.done();
        showToast(t('group.added'));
        onAdded();
      },
    });
  };
  return (
    <Sheet
      title={t('group.add')}
      onClose={onClose}
      foot={
        <Button
          kind="primary"
          block
          id="member-add"
          disabled={!isReady}
          busy={send.isPending}
          busyText={t('action.sending')}
          onPress={handleSend}
        >
          {isReady ? t('group.add') : t(isWho ? 'group.fixLimit' : 'group.addFirst')}
        </Button>
      }
    >
      <View className="column gap12">
        <Segments
          label={t('group.addBy')}
          options={[
            { value: 'email', name: t('group.byEmail') },
            { value: 'userId', name: t('group.byNumber') },
          ]}
          value={draft.by}
          onPick={(by) => onDraft({ ...draft, by })}
        />
        <Field
          key={draft.by}
          id="member-who"
          label={t(draft.by === 'email' ? 'group.email' : 'group.number')}
          note={t(draft.by === 'email' ? 'group.emailNote' : 'group.numberNote')}
          value={draft[draft.by]}
          max={draft.by === 'email' ? 254 : 40}
          onChange={(value) => onDraft({ ...draft, [draft.by]: value })}
        />
        <Field
          id="member-limit"
          label={t('group.limit')}
          note={t('group.limitNote')}
          error={limit === 'bad' ? t('group.limitBad') : null}
          value={draft.limit}
          max={14}
          onChange={(value) => onDraft({ ...draft, limit: value })}
        />
      </View>
      {send.error ? <Failure error={send.error} onRetry={handleSend} /> : null}
    </Sheet>
  );
}
