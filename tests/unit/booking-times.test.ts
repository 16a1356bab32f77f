import { CELL_MS, cellsOf } from '../../bff/src/features/bookings/domain/cells.ts';
import type { BookingFacts } from '../../bff/src/features/bookings/domain/decide-booking.ts';
import { lateCancelFee } from '../../bff/src/features/bookings/domain/late-fee.ts';
import {
  answerBy,
  deadlineOf,
  dueAtOf,
  freeCancelUntil,
  isEndMissing,
  isOverdue,
} from '../../bff/src/features/bookings/domain/times.ts';
import { DAY, HOUR, MINUTE } from '../../bff/src/infra/clock.ts';
import { at, codesOf, DAY_AND_NIGHT, later, range } from '../support/booking-facts.ts';

const MS = 1;

// A deadline is the last instant at which the state still holds: itself in time, a millisecond on not.
const START = at('2026-11-25T14:00');
const timed = (change: Partial<Parameters<typeof dueAtOf>[0]>) => ({
  kind: 'time' as const,
  state: 'held' as const,
  holdExpiresAt: null,
  answerBy: null,
  startsAt: START,
  autoCloseAt: null,
  endsAt: null,
  endMissingAt: null,
  ...change,
});

test.each([
  ['a hold', timed({ state: 'held', holdExpiresAt: START }), START, 5_000],
  ['a request', timed({ state: 'requested', answerBy: START }), START, 0],
  ['a confirmed booking', timed({ state: 'confirmed' }), later(START, 30 * MINUTE), 0],
  ['a completed one', timed({ state: 'completed', autoCloseAt: START }), START, 0],
])(
  '%s lasts to its very deadline, and the worker looks after it',
  (_what, one, deadline, graceMs) => {
    expect(deadlineOf(one)).toEqual(deadline);
    expect(isOverdue(one, later(deadline, -MS))).toBe(false);
    expect(isOverdue(one, deadline)).toBe(false);
    expect(isOverdue(one, later(deadline, MS))).toBe(true);
    expect(dueAtOf(one)).toEqual(later(deadline, graceMs));
  },
);

test.each(['in_use', 'awaiting_results', 'disputed', 'closed', 'expired', 'cancelled'] as const)(
  'time alone changes nothing of a booking that is %s',
  (state) => {
    const one = timed({ state, holdExpiresAt: START, answerBy: START, autoCloseAt: START });
    expect([deadlineOf(one), dueAtOf(one), isOverdue(one, later(START, 1_000 * DAY))]).toEqual([
      null,
      null,
      false,
    ]);
  },
);

test('use is asked for its end half an hour after its time, once', () => {
  const one = timed({ state: 'in_use', endsAt: START });
  const askedAt = later(START, 30 * MINUTE);
  expect(dueAtOf(one)).toEqual(askedAt);
  expect([isEndMissing(one, later(askedAt, -MS)), isEndMissing(one, askedAt)]).toEqual([
    false,
    true,
  ]);
  const asked = { ...one, endMissingAt: askedAt };
  expect([dueAtOf(asked), isEndMissing(asked, later(askedAt, DAY))]).toEqual([null, false]);
});

test('samples are never missed, with machine time or without', () => {
  for (const startsAt of [START, null]) {
    const one = timed({ kind: 'sample', state: 'confirmed', startsAt });
    expect(isOverdue(one, later(START, DAY))).toBe(false);
  }
});

test.each([
  ['48 h after paying', at('2026-11-29T10:00'), 48 * HOUR],
  ['both at once where the start is 49 h away', later(START, 49 * HOUR), 48 * HOUR],
  ['an hour before a start nearer by a moment', later(START, 49 * HOUR - MS), 48 * HOUR - MS],
  ['an hour before a near start', later(START, 3 * HOUR), 2 * HOUR],
  ['48 h where there is no start yet', null, 48 * HOUR],
])('a request is answered by %s', (_what, startsAt, afterMs) => {
  expect(answerBy(START, startsAt)).toEqual(later(START, afterMs));
});

test.each([
  ['a day before the start', 3 * DAY, 1_440, 2 * DAY],
  ['ten minutes after paying where the limit is past', HOUR, 1_440, 10 * MINUTE],
  ['ten minutes after paying where both meet', DAY + 10 * MINUTE, 1_440, 10 * MINUTE],
  ['the limit where it is later by a moment', DAY + 10 * MINUTE + MS, 1_440, 10 * MINUTE + MS],
  ['the start itself where there is no limit', 3 * HOUR, 0, 3 * HOUR],
  ['ten minutes after paying, also past the start', 4 * MINUTE, 1_440, 10 * MINUTE],
])('cancelling is free until %s', (_what, startsInMs, limitMinutes, afterMs) => {
  expect(freeCancelUntil(START, later(START, startsInMs), limitMinutes)).toEqual(
    later(START, afterMs),
  );
});

test.each([
  [-MS, 0],
  [0, 0],
  [MS, 5_000],
])('%i ms from the free limit its owner pays %i of 10000 fen', (ms, fen) => {
  const quote = { lateCancelPercent: 50 } as Parameters<typeof lateCancelFee>[0]['quote'];
  const booking = { state: 'confirmed' as const, totalFen: 10_000, freeCancelUntil: START, quote };
  expect(lateCancelFee(booking, true, later(START, ms))).toBe(fen);
  expect(lateCancelFee(booking, false, later(START, ms))).toBe(0);
});

// now = start − limit ± 1 ms, for every limit that is counted from now.
test.each<[string, number, Partial<BookingFacts>, string[], string[]]>([
  ['the lead time', 2 * HOUR, {}, [], ['booking.too_soon']],
  [
    'a lead time of a minute',
    MINUTE,
    { rules: { ...DAY_AND_NIGHT, leadMinutes: 1 } },
    [],
    ['booking.too_soon'],
  ],
  ['no lead time', 0, { rules: { ...DAY_AND_NIGHT, leadMinutes: 0 } }, [], ['booking.too_soon']],
  ['the lead time with approval', 26 * HOUR, { userKind: 'company' }, [], ['booking.too_soon']],
  ['the lead time after three misses', 26 * HOUR, { noShows: 3 }, [], ['booking.too_soon']],
  ['the horizon', 30 * DAY + MS, {}, ['booking.too_far'], []],
  [
    'a horizon of one’s own unit',
    60 * DAY + MS,
    { rules: { ...DAY_AND_NIGHT, ownUnitHorizonDays: 60 } },
    ['booking.too_far'],
    [],
  ],
  [
    'that horizon for the own group',
    60 * DAY + MS,
    { userKind: 'own_group', rules: { ...DAY_AND_NIGHT, ownUnitHorizonDays: 60 } },
    ['booking.too_far'],
    [],
  ],
  [
    'that horizon for others',
    30 * DAY + MS,
    { userKind: 'company', rules: { ...DAY_AND_NIGHT, ownUnitHorizonDays: 60 } },
    ['booking.too_far'],
    [],
  ],
  [
    'an own horizon that is shorter',
    7 * DAY + MS,
    { rules: { ...DAY_AND_NIGHT, ownUnitHorizonDays: 7 } },
    ['booking.too_far'],
    [],
  ],
])('%s holds to the millisecond', (_what, aheadMs, change, atLimit, after) => {
  const now = later(START, -aheadMs);
  expect(codesOf({ now, ...change })).toEqual(atLimit);
  expect(codesOf({ now: later(now, MS), ...change })).toEqual(after);
});

test('two misses ask for no approval, and so for no longer lead time', () => {
  expect(codesOf({ now: later(START, -2 * HOUR), noShows: 2 })).toEqual([]);
});

test.each([
  [0, []],
  [MS, ['booking.too_late_to_move']],
])('moving is free to the very limit, %i ms past it', (ms, codes) => {
  const movableUntil = at('2026-11-24T09:42');
  expect(codesOf({ movableUntil, now: later(movableUntil, ms) })).toEqual(codes);
});

test.each([
  [30, []],
  [480, []],
  [15, ['booking.too_short']],
  [495, ['booking.too_long']],
])('a booking of %i minutes on a grid of 15', (minutes, codes) => {
  const startsAt = at('2026-11-25T08:00');
  const wish = { startsAt, endsAt: later(startsAt, minutes * MINUTE) };
  expect(codesOf({ range: wish, rules: { ...DAY_AND_NIGHT, gridMinutes: 15 } })).toEqual(codes);
});

test.each([
  ['a millisecond short of the least', 30 * MINUTE - MS, ['booking.off_grid', 'booking.too_short']],
  ['a millisecond over the most', 480 * MINUTE + MS, ['booking.off_grid', 'booking.too_long']],
  ['a second off', 60 * MINUTE + 1_000, ['booking.off_grid']],
  ['one millisecond', MS, ['booking.off_grid', 'booking.too_short']],
  ['400 days', 400 * DAY, ['booking.too_long']],
])('a length of %s', (_what, ms, codes) => {
  expect(codesOf({ range: { startsAt: START, endsAt: later(START, ms) } })).toEqual(codes);
});

test.each([
  ['before it', -HOUR, 0, []],
  ['a moment into it', -HOUR + MS, MS, ['booking.cooling_down']],
  ['from its end', HOUR, 2 * HOUR, []],
  ['from a moment before its end', HOUR - MS, 2 * HOUR, ['booking.cooling_down']],
])('a slot that cools down bars what overlaps it: %s', (_what, fromMs, toMs, codes) => {
  const wish = { startsAt: later(START, fromMs), endsAt: later(START, toMs) };
  const found = codesOf({
    range: wish,
    coolingDown: [{ startsAt: START, endsAt: later(START, HOUR) }],
  });
  expect(found.filter((code) => code !== 'booking.off_grid')).toEqual(codes);
});

test.each([
  ['no buffer', 0, 0, 0, 8],
  ['a buffer of a minute on each side takes a cell each', 1, 1, -1, 9],
  ['15 minutes take one', 15, 15, -1, 9],
  ['16 minutes take two', 16, 16, -2, 10],
])('%s', (_what, beforeMinutes, afterMinutes, first, end) => {
  const cell = START.getTime() / CELL_MS;
  expect(
    cellsOf(range('2026-11-25T14:00', '2026-11-25T16:00'), { beforeMinutes, afterMinutes }),
  ).toEqual({ first: cell + first, end: cell + end });
});

test.each([
  ['to the millisecond', 0, 0, 8],
  ['from a moment earlier', -MS, -1, 8],
  ['to a moment later', MS, 0, 9],
])('cells round outwards: %s', (_what, ms, first, end) => {
  const cell = START.getTime() / CELL_MS;
  const startsAt = later(START, Math.min(0, ms));
  const endsAt = later(START, 2 * HOUR + Math.max(0, ms));
  expect(cellsOf({ startsAt, endsAt })).toEqual({ first: cell + first, end: cell + end });
});

test.each([
  [60, []],
  [61, ['booking.quota_user_day']],
])('a quota of 120 minutes with %i used', (used, codes) => {
  const quota = { who: 'user', per: 'day', of: 'minutes', limit: 120 } as const;
  const charge = { key: 'k', amount: 60, limit: 120, quota };
  expect(codesOf({ quotas: [{ charge, used }] })).toEqual(codes);
});
