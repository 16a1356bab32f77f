import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { AnswerOf } from '@dayi/shared/contracts/index';
import { usePreferences } from '../../lib/preferences';
import { startOfDay, toInstant } from '../../lib/wall-clock';
import type { Instrument } from '../instruments/api';
import { moveBooking, quoteChange } from './api';
import type { Booking } from './api';
import { dayLeft, isFree, nextFreeRange, withoutBooking } from './slot-grid';
import type { Range } from './slot-grid';
import { useBookingAction } from './use-bookings';
import { useCalendar } from './use-calendar';

export type ChangeQuote = AnswerOf<'quoteChange'>;

const isSame = (one: Range | null, other: Range | null) =>
  one?.startsAt === other?.startsAt && one?.endsAt === other?.endsAt;

/** The time a booking has; null for samples that wait for theirs. */
function rangeOf(booking: Booking): Range | null {
  if (!booking.startsAt || !booking.endsAt) return null;
  return { startsAt: Date.parse(booking.startsAt), endsAt: Date.parse(booking.endsAt) };
}

/** All that the moving screen knows: the calendar without the booking itself, what the new time costs and breaks. */
export function useMove(booking: Booking, instrument: Instrument) {
  const language = usePreferences((state) => state.language);
  const was = useMemo(() => rangeOf(booking), [booking]);
  const [picked, setChosen] = useState<Range | null>(null);
  const [pickedDay, setDay] = useState<number | null>(null);
  const { query: calendarQuery, calendar: whole, days } = useCalendar(instrument.id);
  const calendar = useMemo(
    () => (whole ? withoutBooking(whole, booking.id) : null),
    [whole, booking.id],
  );
  const chosen = picked ?? was;
  const isChanged = chosen !== null && !isSame(chosen, was);
  const quote = useQuery({
    queryKey: ['quote-change', booking.id, booking.version, chosen, language],
    queryFn: () => quoteChange(booking.id, bodyOf(chosen as Range)),
    enabled: isChanged,
    placeholderData: isChanged ? keepPreviousData : undefined,
    staleTime: 5_000,
  });
  const move = useBookingAction((range: Range) => moveBooking(booking.id, bodyOf(range)));
  // Who is using the instrument may go on beyond the hours that can be booked: the server judges.
  const isTaken =
    isChanged && calendar !== null && booking.state !== 'in_use' && !isFree(calendar, chosen);
  const zone = instrument.rules.timeZone;
  const firstFree = calendar
    ? (days.find((each) => dayLeft(calendar, each).why === 'free') ?? days[0] ?? null)
    : null;
  return {
    was,
    chosen,
    isChanged,
    setChosen,
    calendarQuery,
    calendar,
    days,
    day: pickedDay ?? (chosen ? startOfDay(chosen.startsAt, zone) : firstFree),
    setDay,
    quote,
    move,
    isTaken,
    wayOut: isTaken
      ? nextFreeRange(calendar, chosen.startsAt, chosen.endsAt - chosen.startsAt)
      : null,
  };
}

function bodyOf(range: Range) {
  return { startsAt: toInstant(range.startsAt), endsAt: toInstant(range.endsAt) };
}
