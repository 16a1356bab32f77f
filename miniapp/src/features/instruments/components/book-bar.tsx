import { View } from '@tarojs/components';
import { Button } from '../../../components/button';
import { formatStart } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { goTo } from '../../../lib/routes';
import type { Instrument } from '../api';

/** The way to the calendar, naming the first free slot, or why there is none. */
export function BookBar({
  instrument,
  inPane = false,
}: {
  instrument: Instrument;
  inPane?: boolean;
}) {
  const { t, reader } = useWords();
  const { nextFree, status, takes } = instrument;
  const isAccepted = instrument.rules.acceptedUserKinds.includes(instrument.yourKind);
  const isOpen = status === 'open' && isAccepted;
  const canBook = isOpen && takes.includes('time');
  const canSend = isOpen && takes.includes('sample') && instrument.testItems.length > 0;
  const whyNot = status !== 'open' ? status : isAccepted ? 'noTime' : 'notYou';
  const words = !canBook
    ? t(`instrument.status.${whyNot}`)
    : nextFree
      ? t(canSend ? 'book.firstShort' : 'book.first', {
          time: formatStart(Date.parse(nextFree.startsAt), {
            ...reader,
            timeZone: instrument.rules.timeZone,
          }),
        })
      : t('book.open');
  return (
    <View className={inPane ? 'pane-bar row gap12' : 'row gap12'}>
      {canSend ? (
        <Button
          id="send-samples"
          kind={canBook ? 'outline' : 'primary'}
          block={!canBook}
          onPress={() => goTo('samples', { id: instrument.id })}
        >
          {t('samples.send')}
        </Button>
      ) : null}
      {canBook || !canSend ? (
        <Button
          id="book"
          kind="primary"
          block
          disabled={!canBook}
          onPress={() => goTo('book', { id: instrument.id })}
        >
          {words}
        </Button>
      ) : null}
    </View>
  );
}
