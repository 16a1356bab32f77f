import { useEffect, useMemo } from 'react';
import type { Instrument } from '../instruments/api';
import { toInstant } from '../../lib/wall-clock';
import type { Wish } from './api';
import { changeDraft, useDraft } from './draft';
import { useCalendar } from './use-calendar';
import { usePayer } from './use-payers';
import { useQuote } from './use-bookings';
import { dayLeft, isFree, nextFreeRange } from './slot-grid';

/** All that the booking screen knows of the present choice: calendar, payer, price, broken rules. */
export function useWish(instrument: Instrument) {
  const draft = useDraft(instrument.id);
  const { query: calendarQuery, calendar, days } = useCalendar(instrument.id);
  const { payers, payer } = usePayer(instrument.id);
  const service = draft.service ?? (instrument.rules.service === 'crew' ? 'crew' : 'self');
  const { chosen } = draft;
  const chargeTo = payer?.chargeTo;

  const wish = useMemo(
    (): Wish | null =>
      chosen && {
        instrumentId: instrument.id,
        kind: 'time',
        startsAt: toInstant(chosen.startsAt),
        endsAt: toInstant(chosen.endsAt),
        service,
        ...(chargeTo ? { chargeTo } : {}),
      },
    [chosen, instrument.id, service, chargeTo],
  );
  const quote = useQuote(wish);
  const isTaken = calendar !== null && chosen !== null && !isFree(calendar, chosen);
  const wayOut = isTaken
    ? nextFreeRange(calendar, chosen.startsAt, chosen.endsAt - chosen.startsAt)
    : null;

  const firstDay = useMemo(
    () =>
      calendar
        ? (days.find((day) => dayLeft(calendar, day).why === 'free') ?? days[0] ?? null)
        : null,
    [calendar, days],
  );
  useEffect(() => {
    // A choice kept from long ago may lie before what can be booked now.
    if (calendar && chosen && chosen.endsAt <= calendar.bookableFrom)
      changeDraft(instrument.id, { chosen: null });
  }, [calendar, chosen, instrument.id]);
  return {
    draft,
    calendarQuery,
    calendar,
    days,
    firstDay,
    payers,
    payer,
    service,
    wish,
    quote,
    isTaken,
    wayOut,
  };
}
