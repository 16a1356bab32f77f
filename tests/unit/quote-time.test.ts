import {
  divideHalfUp,
  type PriceList,
  quoteTime,
  totalOf,
} from '../../bff/src/features/pricing/index.ts';

const list = (change: Partial<PriceList> = {}): PriceList => ({
  id: 'L',
  chargingMode: 'reservation',
  items: [
    {
      userKind: 'company',
      item: 'machine_hour',
      testItemId: null,
      name: '自己上机',
      unitFen: 6_000,
    },
    { userKind: 'company', item: 'crew_hour', testItemId: null, name: '机组代测', unitFen: 48_000 },
    { userKind: 'own_group', item: 'machine_hour', testItemId: null, name: '自己上机', unitFen: 0 },
  ],
  offPeak: [{ from: '17:00', to: '24:00', percentOff: 20 }],
  minimumFen: 0,
  subsidyPerHourFen: 0,
  validFrom: '2026-01-01',
  validTo: null,
  ...change,
});

const at = (local: string) => new Date(`2026-11-${local}:00+08:00`);
const quote = (
  from: string,
  to: string,
  change: Partial<PriceList> = {},
  kind = 'company' as const,
) =>
  quoteTime(list(change), kind, 'self', { startsAt: at(from), endsAt: at(to) }, 'Asia/Shanghai')!;

// Public figures of an open core-facility system's test suite: 60 an hour, 20 % off from 17:00.
test.each([
  ['25T15:00', '25T16:00', 6_000],
  ['25T16:00', '25T18:00', 10_800],
])('charged by reservation, %s to %s costs %i fen', (from, to, fen) => {
  expect(totalOf(quote(from, to))).toBe(fen);
});

test('a booking over the change of price has a line for each side of it', () => {
  const lines = quote('25T16:30', '25T18:30');
  expect(lines).toMatchObject([
    { quantity: 0.5, percentOff: 0, amountFen: 3_000 },
    { quantity: 1.5, percentOff: 20, amountFen: 7_200 },
  ]);
  expect(lines[0]!.endsAt).toBe(lines[1]!.startsAt);
});

test('an off-peak window may run past midnight', () => {
  const offPeak = [{ from: '22:00', to: '06:00', percentOff: 50 }];
  expect(totalOf(quote('25T21:00', '26T07:00', { offPeak }))).toBe(6_000 + 8 * 3_000 + 6_000);
});

test.each([
  [100, 60, 100],
  [100, 15, 25],
  [101, 15, 25],
  [102, 15, 26],
  [1, 15, 0],
  [2, 15, 1],
])('%i fen an hour for %i minutes is %i fen, half rounded up', (unitFen, minutes, fen) => {
  const items = [{ ...list().items[0]!, unitFen }];
  const end = new Date(at('25T10:00').getTime() + minutes * 60_000);
  const lines = quoteTime(
    list({ items }),
    'company',
    'self',
    { startsAt: at('25T10:00'), endsAt: end },
    'Asia/Shanghai',
  )!;
  expect(totalOf(lines)).toBe(fen);
});

test('a minimum charge fills up a lower sum and leaves a higher one', () => {
  expect(totalOf(quote('25T10:00', '25T10:30', { minimumFen: 10_000 }))).toBe(10_000);
  expect(totalOf(quote('25T10:00', '25T12:00', { minimumFen: 10_000 }))).toBe(12_000);
});

test('a start-up fee comes once, and free stays free', () => {
  const startUp = {
    ...list().items[0]!,
    item: 'start_up' as const,
    name: '开机费',
    unitFen: 5_000,
  };
  expect(totalOf(quote('25T10:00', '25T12:00', { items: [...list().items, startUp] }))).toBe(
    17_000,
  );
  const free = quoteTime(
    list({ minimumFen: 10_000 }),
    'own_group',
    'self',
    { startsAt: at('25T10:00'), endsAt: at('25T12:00') },
    'Asia/Shanghai',
  )!;
  expect(totalOf(free)).toBe(0);
});

test('no price for this kind of user or service is no quote', () => {
  const span = { startsAt: at('25T10:00'), endsAt: at('25T12:00') };
  expect(quoteTime(list(), 'academic', 'self', span, 'Asia/Shanghai')).toBeNull();
  expect(quoteTime(list(), 'own_group', 'crew', span, 'Asia/Shanghai')).toBeNull();
});

test.each([
  [5, 2, 3],
  [4, 2, 2],
  [1, 3, 0],
  [2, 3, 1],
  [0, 7, 0],
])('%i / %i is %i, half up', (numerator, denominator, result) => {
  expect(divideHalfUp(numerator, denominator)).toBe(result);
});
