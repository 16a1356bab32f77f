import type { Deps } from '../../../deps.ts';
import { quoteTime, totalOf } from '../../pricing/index.ts';
import { type Booking, type BookingView, judgedAt } from '../domain/booking.ts';
import type { Interval } from '../domain/cells.ts';
import { answerBy, freeCancelUntil } from '../domain/times.ts';
import { chargedRange, type JudgedWish } from './judge-wish.ts';
import { freezeQuote } from './new-booking.ts';

/** The price for the new time: today's, or the frozen one while it is in use; staff never raise it. */
function quoteFor(deps: Deps, judged: JudgedWish, booking: BookingView, isStaff: boolean) {
  const fresh = { ...freezeQuote(deps, judged), judgedAt: judgedAt(booking).toISOString() };
  const { terms } = booking.quote;
  const isKept = booking.kind === 'sample' || (isStaff && fresh.totalFen > booking.totalFen);
  if (isKept) return { ...booking.quote, judgedAt: deps.clock.now().toISOString() };
  if (booking.state !== 'in_use') return freezeQuote(deps, judged);
  const { range } = judged.wish;
  const lines =
    terms && range !== null
      ? quoteTime(
          terms,
          booking.quote.userKind,
          booking.service,
          chargedRange(judged.instrument, range),
          booking.timeZone,
        )
      : null;
  return lines === null ? fresh : { ...booking.quote, lines, totalFen: totalOf(lines) };
}

/** What else changes with the times. Moved by staff, it may be cancelled free until it begins. */
export function changeOf(
  deps: Deps,
  judged: JudgedWish,
  booking: BookingView,
  range: Interval,
  isStaff: boolean,
): Partial<Booking> {
  const quote = quoteFor(deps, judged, booking, isStaff);
  const paidAt = booking.paidAt ?? booking.createdAt;
  const limit = freeCancelUntil(paidAt, range.startsAt, quote.freeCancelMinutes ?? 0);
  const isUsed = booking.state === 'in_use';
  return {
    ...range,
    endMissingAt: null,
    quote: { ...quote, ...frozenBuffers(judged) },
    totalFen: quote.totalFen,
    charges: judged.charges.length === 0 ? null : judged.charges,
    freeCancelUntil: isUsed ? booking.freeCancelUntil : isStaff ? range.startsAt : limit,
    answerBy: booking.state === 'requested' ? answerBy(paidAt, range.startsAt) : booking.answerBy,
    ...(booking.state === 'requested' && !isStaff
      ? { crewAgreedAt: null, principalAgreedAt: null }
      : {}),
  };
}

const frozenBuffers = ({ instrument }: JudgedWish) => ({
  bufferBeforeMinutes: instrument.rules.bufferBeforeMinutes,
  bufferAfterMinutes: instrument.rules.bufferAfterMinutes,
});
