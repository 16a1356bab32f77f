import {
  isOverLimit,
  leftFen,
  spendingMonth,
} from '../../bff/src/features/groups/domain/member-limit.ts';
import { codesOf } from '../support/booking-facts.ts';

const LIMITED = { limitFen: 100_000, usedFen: 80_000 };

test.each<[string, { limitFen: number | null; usedFen: number }, number, boolean]>([
  ['less than is left', LIMITED, 19_999, false],
  ['exactly what is left', LIMITED, 20_000, false],
  ['a fen more', LIMITED, 20_001, true],
  ['nothing, the limit used up', { limitFen: 100_000, usedFen: 100_000 }, 0, false],
  ['a fen, the limit used up', { limitFen: 100_000, usedFen: 100_000 }, 1, true],
  [
    'less than before, the limit lowered under the use',
    { limitFen: 0, usedFen: 90_000 },
    -1,
    false,
  ],
  ['something, where nothing is allowed', { limitFen: 0, usedFen: 0 }, 1, true],
  ['nothing, where nothing is allowed', { limitFen: 0, usedFen: 0 }, 0, false],
  ['a fortune without a limit', { limitFen: null, usedFen: 80_000 }, 1_000_000_000_000, false],
])('%s', (_, use, moreFen, isOver) => {
  expect(isOverLimit(use, moreFen)).toBe(isOver);
  expect(codesOf({ member: { ...use, moreFen } })).toEqual(isOver ? ['booking.member_limit'] : []);
});

test.each([
  [{ limitFen: 100_000, usedFen: 80_000 }, 20_000],
  [{ limitFen: 50_000, usedFen: 80_000 }, 0],
  [{ limitFen: null, usedFen: 80_000 }, null],
])('what is left of %j is %p', (use, left) => {
  expect(leftFen(use)).toBe(left);
});

test.each([
  ['2026-11-30T15:59:59.999Z', '2026-11'],
  ['2026-11-30T16:00:00.000Z', '2026-12'],
  ['2026-12-31T16:00:00.000Z', '2027-01'],
])('what is booked at %s counts in %s', (madeAt, month) => {
  expect(spendingMonth(new Date(madeAt))).toBe(month);
});

test('a limit is told beside the other broken rules', () => {
  expect(codesOf({ member: { ...LIMITED, moreFen: 20_001 }, holds: 3 })).toEqual([
    'booking.too_many_holds',
    'booking.member_limit',
  ]);
});
