import { Text, View } from '@tarojs/components';
import { Button } from '../../../components/button';
import { Icon } from '../../../components/icon';
import { QueryView } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { formatClockRange, formatMoney, formatRange } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { isProblem } from '../../../lib/problem-error';
import { goBack } from '../../../lib/routes';
import { MINUTE, toInstant } from '../../../lib/wall-clock';
import type { Instrument } from '../../instruments/api';
import type { Booking } from '../api';
import { useMove } from '../use-move';
import { BookHead, CalendarPart } from './calendar-part';
import { FormFrame } from './form-frame';
import { MoveFacts } from './move-facts';

/** Another time for a booking: what it costs or gives back is said before, and nothing else of it is lost. */
export function MoveView({ booking, instrument }: { booking: Booking; instrument: Instrument }) {
  const { t, language, reader } = useWords();
  const state = useMove(booking, instrument);
  const { chosen, was, quote, move, calendar, day } = state;
  const zone = instrument.rules.timeZone;
  const zoned = { ...reader, timeZone: zone };
  const isExtension = booking.state === 'in_use';
  const title = was === null ? t('move.place') : t(isExtension ? 'move.extend' : 'move.title');
  const handleChoose: typeof state.setChosen = (range) => {
    move.reset();
    state.setChosen(range);
  };
  const handleMove = () => {
    if (!chosen) return;
    move.mutate(chosen, {
      onSuccess: () => {
        showToast(t('move.done', { time: formatRange(chosen.startsAt, chosen.endsAt, zoned) }));
        goBack();
      },
    });
  };
  const isLost = state.isTaken || isProblem(move.error, 'booking.slot_taken');
  const takenWords =
    isLost && chosen
      ? t('book.taken', { time: formatClockRange(chosen.startsAt, chosen.endsAt, language, zone) })
      : null;
  const isPriced = state.isChanged && quote.data !== undefined && !quote.isPlaceholderData;
  const priced = isPriced ? quote.data : null;
  const lines = priced?.broken.map((rule) => rule.message) ?? [];
  const first = takenWords ?? lines[0] ?? null;
  const isShort = priced !== null && priced.dueFen > priced.account.balanceFen;
  const failure = quote.error ?? (move.error && !isLost ? move.error : null);
  const wordOf = () => {
    if (!state.isChanged) return t('move.pick');
    if (first) return t('book.button.broken');
    if (!priced) return t('book.button.counting');
    if (isShort) return t('move.short');
    if (priced.dueFen) return t('move.doDue', { sum: formatMoney(priced.dueFen) });
    return priced.backFen ? t('move.doBack', { sum: formatMoney(priced.backFen) }) : t('move.do');
  };
  const nearest = state.wayOut
    ? [
        {
          startsAt: toInstant(state.wayOut.startsAt),
          endsAt: toInstant(state.wayOut.endsAt),
          totalFen: null,
        },
      ]
    : (priced?.nearest ?? []);
  const bar = (
    <View>
      {first ? (
        <View className="row row-top gap8 alarm hold-broken">
          <Icon name="warning" size="s" />
          <Text className="grow">{first}</Text>
        </View>
      ) : null}
      <View className="row">
        <Button
          id="move-confirm"
          kind="primary"
          block
          disabled={first !== null || priced === null || isShort}
          busy={move.isPending}
          busyText={t('action.sending')}
          onPress={handleMove}
        >
          {wordOf()}
        </Button>
      </View>
    </View>
  );
  const facts =
    chosen && calendar ? (
      <MoveFacts
        booking={booking}
        gridMs={calendar.gridMs}
        was={was}
        chosen={chosen}
        quote={priced}
        onChoose={handleChoose}
      />
    ) : null;
  const least = was ? was.endsAt - was.startsAt : instrument.rules.minMinutes * MINUTE;
  return (
    <FormFrame
      title={title}
      under="bookings"
      broken={takenWords ? [takenWords] : lines}
      nearest={nearest}
      timeZone={zone}
      error={failure}
      bar={bar}
      terms={facts}
      onPick={handleChoose}
      onRetry={move.error ? handleMove : undefined}
    >
      {(below) => (
        <>
          <BookHead instrument={instrument} service={booking.service} />
          <QueryView query={state.calendarQuery}>
            {() =>
              calendar && day !== null ? (
                <>
                  {isExtension ? null : (
                    <CalendarPart
                      instrument={instrument}
                      calendar={calendar}
                      days={state.days}
                      day={day}
                      chosen={chosen}
                      leastMs={least}
                      onDay={state.setDay}
                      onChoose={handleChoose}
                    />
                  )}
                  {below}
                </>
              ) : null
            }
          </QueryView>
        </>
      )}
    </FormFrame>
  );
}
