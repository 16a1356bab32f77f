import {
  bayesianMilli,
  needsReason,
  starsOf,
} from '../../bff/src/features/reviews/domain/rating.ts';
import { payableByVoucher } from '../../bff/src/features/vouchers/index.ts';

const grant = (change: Record<string, unknown> = {}, rules: Record<string, unknown> = {}) => ({
  leftFen: 3_600_000,
  yearLeftFen: 10_000_000,
  validUntil: new Date('2026-12-31T16:00:00Z'),
  rules: {
    sharePercent: 50,
    fullUpToFen: 0,
    capPerApplicationFen: 2_000_000,
    capPerCompanyYearFen: 10_000_000,
    unitRegionPrefix: '33',
    ...rules,
  },
  ...change,
});
const bill = (change: Record<string, unknown> = {}) => ({
  totalFen: 106_000,
  kind: 'time' as const,
  unitRegionCode: '330106',
  isAccepted: true,
  isUnitControlled: false,
  at: new Date('2026-11-24T00:00:00Z'),
  ...change,
});

test.each([
  ['half of the bill', {}, {}, {}, 53_000, null],
  ['half, rounded down', {}, {}, { totalFen: 101 }, 50, null],
  ['all of a small bill', {}, { fullUpToFen: 1_000_000 }, {}, 106_000, null],
  [
    'no less than the full amount of a bill just over it',
    {},
    { fullUpToFen: 1_000_000 },
    { totalFen: 1_000_001 },
    1_000_000,
    null,
  ],
  ['what is left', { leftFen: 26_000 }, {}, {}, 26_000, null],
  ['the cap of one application', {}, { capPerApplicationFen: 10_000 }, {}, 10_000, null],
  [
    'nothing once it has ended',
    { validUntil: new Date('2026-11-24T00:00:00Z') },
    {},
    {},
    0,
    'expired',
  ],
  ['nothing of an empty one', { leftFen: 0 }, {}, {}, 0, 'empty'],
  ['nothing to a unit elsewhere', {}, {}, { unitRegionCode: '310100' }, 0, 'unit_not_listed'],
  ['nothing to a unit under one control', {}, {}, { isUnitControlled: true }, 0, 'same_control'],
  ['nothing at an instrument that takes none', {}, {}, { isAccepted: false }, 0, 'not_accepted'],
  ['what the cap of the year leaves', { yearLeftFen: 7 }, {}, {}, 7, null],
  ['nothing once the cap is reached', { yearLeftFen: 0 }, {}, {}, 0, 'cap_reached'],
  ['what its share leaves beside others', {}, {}, { frozenFen: 52_000 }, 1_000, null],
  ['nothing beside others that hold the whole share', {}, {}, { frozenFen: 60_000 }, 0, null],
  ['nothing for a kind not listed', {}, { serviceKinds: ['sample'] }, {}, 0, 'kind_not_listed'],
  ['a kind that is listed', {}, { serviceKinds: ['time'] }, {}, 53_000, null],
  ['nothing where nothing is due', {}, {}, { totalFen: 0 }, 0, 'nothing_due'],
])('a voucher pays %s', (_what, change, rules, due, payableFen, refusedBecause) => {
  expect(payableByVoucher(grant(change, rules), bill(due))).toEqual({ payableFen, refusedBecause });
});

test('a rating is drawn to the catalogue’s mean as if by five more reviews', () => {
  const all = { scoreSum: 1_600, reviews: 100 };
  expect(bayesianMilli({ scoreSum: 0, reviews: 0 }, all)).toBe(0);
  expect(bayesianMilli({ scoreSum: 20, reviews: 1 }, all)).toBe(4_167);
  expect(bayesianMilli({ scoreSum: 2_000, reviews: 100 }, all)).toBe(4_952);
  expect(bayesianMilli({ scoreSum: 20, reviews: 1 }, { scoreSum: 0, reviews: 0 })).toBe(4_167);
});

test.each([
  [[5, 5, 5, 5], 5, false],
  [[5, 4, 5, 4], 5, false],
  [[4, 4, 4, 5], 4, false],
  [[1, 1, 1, 1], 1, true],
  [[5, 5, 5, 2], 4, true],
])('scores %j are %i stars; a reason is due: %s', (scores, stars, isDue) => {
  const [quality, speed, attitude, value] = scores as [number, number, number, number];
  expect(starsOf({ quality, speed, attitude, value })).toBe(stars);
  expect(needsReason({ quality, speed, attitude, value })).toBe(isDue);
});
