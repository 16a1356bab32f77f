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
  const canBook = status === 'open' && takes.includes('time') && isAccepted;
  const whyNot = status !== 'open' ? status : isAccepted ? 'noTime' : 'notYou';
  const words = !canBook
    ? t(`instrument.status.${whyNot}`)
    : nextFree
      ? t('book.first', {
          time: formatStart(Date.parse(nextFree.startsAt), {
            ...reader,
            timeZone: instrument.rules.timeZone,
          }),
        })
      : t('book.open');
  return (
    <View className={inPane ? 'pane-bar row' : 'row'}>
      <Button
        id="book"
        kind="primary"
        block
        disabled={!canBook}
        onPress={() => goTo('book', { id: instrument.id })}
      >
        {words}
      </Button>
    </View>
  );
}
