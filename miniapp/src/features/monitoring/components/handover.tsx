import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { classes } from '../../../components/class-names';
import { Section } from '../../../components/marks';
import { QueryView, useErrorWords } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { formatDay, formatMoment, formatTime } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { spaced } from '../../../lib/spaced';
import { instrumentName } from '../../instruments/instrument-name';
import type { HandoverNote } from '../api';
import { notesByDay } from '../handover-days';
import { useFinishNote, useHandover } from '../use-handover';
import { HandoverSheet } from './handover-sheet';
import type { Subject } from './handover-sheet';
import './handover.scss';

interface HandoverProps {
  unitId: string;
  instruments: readonly Subject[];
  /** What a new note is about. */
  about?: string;
  /** Only what is about that is shown. */
  onlyAbout?: boolean;
}

const SHOWN_AT_FIRST = 2;

function NoteRow({ note, withInstrument }: { note: HandoverNote; withInstrument: boolean }) {
  const { t, language, reader } = useWords();
  const wordsOf = useErrorWords();
  const finish = useFinishNote();
  const { doneAt, doneBy, instrument } = note;
  const isDone = doneAt !== null;
  const subject =
    withInstrument && instrument
      ? `${instrumentName(instrument, language)} ${instrument.model}`
      : '';
  const handlePress = () =>
    finish.mutate(
      { id: note.id, isDone: !isDone },
      { onError: (error) => showToast(wordsOf(error).title, 'failed') },
    );
  return (
    <View className="row row-top gap12 note-row">
      <View className="note-who ink-2">
        <View>{formatTime(Date.parse(note.writtenAt))}</View>
        <View className="wrap">{note.writtenBy}</View>
      </View>
      <View className="grow column gap4">
        <Text className={classes('wrap note-text', isDone && 'ink-3')}>{note.text}</Text>
        {subject || isDone ? (
          <Text className="t12 ink-3 wrap">
            {spaced(
              subject,
              isDone
                ? t('handover.doneBy', {
                    name: doneBy ?? '',
                    time: formatMoment(Date.parse(doneAt), reader),
                  })
                : '',
            )}
          </Text>
        ) : null}
      </View>
      <Button kind="text" busy={finish.isPending} onPress={handlePress}>
        {t(isDone ? 'handover.reopen' : 'handover.finish')}
      </Button>
    </View>
  );
}

function Notes({ notes, ofOne }: { notes: readonly HandoverNote[]; ofOne: boolean }) {
  const { t, reader } = useWords();
  const [isAll, setAll] = useState(false);
  const [showsDone, setShowsDone] = useState(false);
  const open = notes.filter(({ doneAt }) => doneAt === null);
  const done = notes.filter(({ doneAt }) => doneAt !== null);
  const shown = isAll ? open : open.slice(0, SHOWN_AT_FIRST);
  const hidden = open.length - shown.length;
  const rows = (some: readonly HandoverNote[]) =>
    notesByDay(some).map(({ at, items }) => (
      <View key={at}>
        <View className="t12 ink-3 note-day">{formatDay(at, reader)}</View>
        {items.map((note) => (
          <NoteRow key={note.id} note={note} withInstrument={!ofOne} />
        ))}
      </View>
    ));
  return (
    <>
      {open.length === 0 ? <View className="ink-2 rule-line">{t('handover.empty')}</View> : null}
      {rows(shown)}
      <View className="row row-wrap gap8">
        {hidden > 0 ? (
          <Button kind="text" onPress={() => setAll(true)}>
            {t('handover.more', { count: hidden })}
          </Button>
        ) : null}
        {done.length > 0 ? (
          <Button kind="text" onPress={() => setShowsDone(!showsDone)}>
            {t(showsDone ? 'handover.hideDone' : 'handover.showDone', { count: done.length })}
          </Button>
        ) : null}
      </View>
      {showsDone ? rows(done) : null}
    </>
  );
}

/** What was left to the next shift, until it is done. */
export function Handover({ unitId, instruments, about, onlyAbout = false }: HandoverProps) {
  const { t } = useWords();
  const query = useHandover(unitId);
  const [isWriting, setWriting] = useState(false);
  const handleClose = () => setWriting(false);
  if (query.fetchStatus === 'idle' && query.isPending) return null;
  return (
    <Section
      id="handover"
      title={t('handover.title')}
      aside={
        <Button kind="text" onPress={() => setWriting(true)}>
          {t('handover.write')}
        </Button>
      }
    >
      <QueryView query={query} skeleton={<View className="bone note-bone" />}>
        {({ items }) => (
          <Notes
            notes={onlyAbout ? items.filter((one) => one.instrument?.id === about) : items}
            ofOne={onlyAbout}
          />
        )}
      </QueryView>
      {isWriting ? (
        <HandoverSheet
          unitId={unitId}
          instruments={instruments}
          about={about ?? null}
          onClose={handleClose}
        />
      ) : null}
    </Section>
  );
}
