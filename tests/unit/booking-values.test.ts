import type { FrozenQuote } from '../../bff/src/features/bookings/domain/booking.ts';
import { lateCancelFee } from '../../bff/src/features/bookings/domain/late-fee.ts';
import {
  type BookingState,
  canMove,
  isTerminal,
} from '../../bff/src/features/bookings/domain/states.ts';
import { answerBy, freeCancelUntil } from '../../bff/src/features/bookings/domain/times.ts';

const STATES: readonly BookingState[] = [
  'held',
  'requested',
  'confirmed',
  'in_use',
  'awaiting_results',
  'completed',
  'disputed',
  'closed',
  'expired',
  'rejected',
  'cancelled',
  'no_show',
];

test('bookings move as the rules of the domain say, and in no other way', () => {
  const moves = STATES.flatMap((from) =>
    STATES.filter((to) => canMove(from, to)).map((to) => `${from} → ${to}`),
  );
  expect(moves).toEqual([
    'held → requested',
    'held → confirmed',
    'held → expired',
    'requested → confirmed',
    'requested → rejected',
    'requested → cancelled',
    'confirmed → in_use',
    'confirmed → cancelled',
    'confirmed → no_show',
    'in_use → awaiting_results',
    'in_use → completed',
    'awaiting_results → completed',
    'completed → disputed',
    'completed → closed',
    'disputed → completed',
    'disputed → closed',
  ]);
  expect(STATES.filter(isTerminal)).toEqual([
    'closed',
    'expired',
    'rejected',
    'cancelled',
    'no_show',
  ]);
});

const at = (text: string) => new Date(`2026-11-${text}Z`);

test.each([
  ['20T00:00:00', '30T00:00:00', '22T00:00:00'],
  ['20T00:00:00', '21T00:00:00', '20T23:00:00'],
])('paid %s for %s, a request is answered by %s', (paid, start, by) => {
  expect(answerBy(at(paid), at(start))).toEqual(at(by));
});

test.each([
  ['20T00:00:00', '30T00:00:00', 1440, '29T00:00:00'],
  ['29T20:00:00', '30T00:00:00', 1440, '29T20:10:00'],
])('paid %s for %s, free to cancel within %i min until %s', (paid, start, minutes, until) => {
  expect(freeCancelUntil(at(paid), at(start), minutes)).toEqual(at(until));
});

test.each([
  ['confirmed', true, '24T00:00:00', 0],
  ['confirmed', true, '24T00:00:01', 501],
  ['confirmed', false, '24T00:00:01', 0],
  ['requested', true, '24T00:00:01', 0],
] as const)(
  'a %s booking (by its owner: %s) cancelled at %s costs %i',
  (state, isByOwner, now, fee) => {
    const booking = {
      state,
      totalFen: 1_001,
      freeCancelUntil: at('24T00:00:00'),
      quote: { lateCancelPercent: 50 } as FrozenQuote,
    };
    expect(lateCancelFee(booking, isByOwner, at(now))).toBe(fee);
  },
);
