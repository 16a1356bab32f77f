import { View } from '@tarojs/components';
import { useState } from 'react';
import { countCharacters } from '@dayi/shared/characters';
import { Field } from '../../../components/field';
import { Sheet } from '../../../components/sheet';
import { SheetFoot } from '../../../components/sheet-foot';
import { Failure } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { useWords } from '../../../lib/i18n';
import { useIntention } from '../../bookings/use-bookings';
import { answerBulletin } from '../api';
import type { AnswerBody } from '../api';
import { useBulletinAction } from '../use-bulletins';

const MOST_CHARACTERS = 500;

/** Whom an answer is for: one item, or all of a unit's. */
export interface Asked {
  unitId: string;
  itemId: string | null;
  /** The instrument and what is said of it, or the unit. */
  about: string;
  note: string;
}

interface AnswerSheetProps {
  bulletinId: string;
  asked: Asked;
  isDue: boolean;
  onClose: () => void;
}

export function AnswerSheet({ bulletinId, asked, isDue, onClose }: AnswerSheetProps) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const [action, setAction] = useState('');
  const intention = useIntention();
  const send = useBulletinAction(async (body: AnswerBody) => {
    const said = await answerBulletin(bulletinId, body, intention.keyFor(body));
    intention.done();
    return said;
  });
  const isMissing = text.trim() === '' || action.trim() === '';
  const isOver = [text, action].some((words) => countCharacters(words.trim()) > MOST_CHARACTERS);
  const handleSend = () =>
    send.mutate(
      { unitId: asked.unitId, itemId: asked.itemId, text: text.trim(), action: action.trim() },
      {
        onSuccess: () => {
          showToast(t('bulletin.answerSent'));
          onClose();
        },
      },
    );
  const field = { max: MOST_CHARACTERS, count: countCharacters, rows: true };
  return (
    <Sheet
      title={t(asked.itemId === null ? 'bulletin.answerAll' : 'bulletin.answer')}
      onClose={onClose}
      foot={
        <SheetFoot
          id="answer-send"
          disabled={isMissing || isOver}
          busy={send.isPending}
          onBack={onClose}
          onSend={handleSend}
        >
          {isMissing
            ? t('bulletin.answerFirst')
            : isOver
              ? t('bulletin.answerTooLong')
              : t('bulletin.answerSend')}
        </SheetFoot>
      }
    >
      <View className="column gap12">
        <View className="column gap4">
          <View className="b">{asked.about}</View>
          <View className="ink-2">{asked.note}</View>
          {isDue ? <View className="warn">{t('bulletin.answerLate')}</View> : null}
        </View>
        <Field
          {...field}
          id="answer-text"
          label={t('bulletin.answerText')}
          hint={t('bulletin.answerTextHint')}
          value={text}
          onChange={setText}
        />
        <Field
          {...field}
          id="answer-action"
          label={t('bulletin.answerAction')}
          hint={t('bulletin.answerActionHint')}
          value={action}
          onChange={setAction}
        />
      </View>
      {send.error ? <Failure error={send.error} onRetry={handleSend} /> : null}
    </Sheet>
  );
}
