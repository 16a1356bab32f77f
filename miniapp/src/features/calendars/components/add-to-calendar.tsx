import { useMutation } from '@tanstack/react-query';
import { Button } from '../../../components/button';
import { useErrorWords } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { keepEvent } from '../../../lib/calendar-file';
import { formatRange } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import type { Booking } from '../../bookings/api';
import { getBookingCalendar } from '../api';

const AHEAD: readonly Booking['state'][] = ['requested', 'confirmed', 'in_use'];

/** A file for the calendar on the web; where no file can be opened, time and place to paste into it. */
export function AddToCalendar({ booking }: { booking: Booking }) {
  const { t, reader } = useWords();
  const errorWords = useErrorWords();
  const { startsAt, endsAt, instrument } = booking;
  const add = useMutation({
    mutationFn: () => {
      const zoned = { ...reader, timeZone: instrument.timeZone };
      const when = formatRange(Date.parse(startsAt ?? ''), Date.parse(endsAt ?? ''), zoned);
      const where = [instrument.unitName, instrument.room].filter(Boolean).join(' ');
      return keepEvent({
        fileName: `dayi-${booking.id}.ics`,
        words: [`${instrument.name} ${instrument.model}`, when, where].join('\n'),
        readFile: () => getBookingCalendar(booking.id),
      });
    },
    onSuccess: (how) => showToast(t(`feed.event.${how}`)),
    onError: (error) => showToast(errorWords(error).title, 'failed'),
  });
  if (!startsAt || !endsAt || !AHEAD.includes(booking.state)) return null;
  return (
    <Button
      id="add-to-calendar"
      icon="calendar"
      busy={add.isPending}
      busyText={t('state.loading')}
      onPress={() => add.mutate()}
    >
      {t('feed.event')}
    </Button>
  );
}
