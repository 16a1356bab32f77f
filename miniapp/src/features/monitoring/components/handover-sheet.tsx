import { countCharacters } from '@dayi/shared/characters';
import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Choice } from '../../../components/choices';
import { Field } from '../../../components/field';
import { Sheet } from '../../../components/sheet';
import { SheetFoot } from '../../../components/sheet-foot';
import { Failure } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { useWords } from '../../../lib/i18n';
import { instrumentName } from '../../instruments/instrument-name';
import type { BoardItem } from '../api';
import { useHandoverDraft } from '../handover-draft';
import { useWriteNote } from '../use-handover';

export type Subject = Pick<BoardItem['instrument'], 'id' | 'name' | 'nameEn' | 'model'>;

const MOST = 300;

interface SheetProps {
  unitId: string;
  /** What a note may be about. */
  instruments: readonly Subject[];
  /** What it is about unless something else is said. */
  about: string | null;
  onClose: () => void;
}

function SubjectChoice({
  instruments,
  chosenId,
  onChoose,
}: {
  instruments: readonly Subject[];
  chosenId: string | null;
  onChoose: (id: string | null) => void;
}) {
  const { t, language } = useWords();
  const [isOpen, setOpen] = useState(false);
  const nameOf = (one: Subject) => `${instrumentName(one, language)} ${one.model}`;
  const chosen = instruments.find(({ id }) => id === chosenId);
  const choose = (id: string | null) => () => {
    onChoose(id);
    setOpen(false);
  };
  return (
    <View className="column gap8">
      <View className="row between gap12">
        <Text className="grow wrap">{chosen ? nameOf(chosen) : t('handover.aboutNone')}</Text>
        <Button id="note-about" kind="text" onPress={() => setOpen(!isOpen)}>
          {t(isOpen ? 'handover.aboutKeep' : 'handover.aboutOther')}
        </Button>
      </View>
      {isOpen ? (
        <View
          className="column gap8"
          {...(process.env.TARO_ENV === 'h5'
            ? { role: 'radiogroup', 'aria-label': t('handover.about') }
            : {})}
        >
          <Choice chosen={chosenId === null} onPress={choose(null)}>
            <Text className="grow">{t('handover.aboutNone')}</Text>
          </Choice>
          {instruments.map((one) => (
            <Choice key={one.id} chosen={one.id === chosenId} onPress={choose(one.id)}>
              <Text className="grow wrap">{nameOf(one)}</Text>
            </Choice>
          ))}
        </View>
      ) : null}
    </View>
  );
}

/** Writes a note for the next shift; what is typed stays on the phone until it has arrived. */
export function HandoverSheet({ unitId, instruments, about, onClose }: SheetProps) {
  const { t } = useWords();
  const { draft, change, forget } = useHandoverDraft(unitId, about);
  const write = useWriteNote(unitId);
  const length = countCharacters(draft.text.trim());
  const handleSend = () =>
    write.mutate(draft, {
      onSuccess: () => {
        forget();
        showToast(t('handover.written'));
        onClose();
      },
    });
  const foot = (
    <SheetFoot
      id="send-note"
      disabled={length === 0 || length > MOST}
      busy={write.isPending}
      onBack={onClose}
      onSend={handleSend}
    >
      {t(length === 0 ? 'handover.typeFirst' : 'handover.send')}
    </SheetFoot>
  );
  return (
    <Sheet title={t('handover.write')} foot={foot} onClose={onClose}>
      <View className="column gap12">
        <Field
          id="note-text"
          label={t('handover.text')}
          hint={t('handover.hint')}
          value={draft.text}
          max={MOST}
          count={countCharacters}
          rows
          onChange={(text) => change({ text })}
        />
        <SubjectChoice
          instruments={instruments}
          chosenId={draft.instrumentId}
          onChoose={(instrumentId) => change({ instrumentId })}
        />
        {write.error ? <Failure error={write.error} onRetry={handleSend} /> : null}
      </View>
    </Sheet>
  );
}
