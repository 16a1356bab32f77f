import {
  billTime,
  divideHalfUp,
  type PriceList,
  totalOf,
} from '../../bff/src/features/pricing/index.ts';

const YUAN = 100;
const MODES = ['reservation', 'use', 'overage'] as const;

const list = (change: Partial<PriceList>): PriceList => ({
  id: 'L',
  chargingMode: 'reservation',
  items: [
    {
      userKind: 'company',
      item: 'machine_hour',
      testItemId: null,
      name: '自己上机',
      unitFen: 60 * YUAN,
    },
  ],
  offPeak: [{ from: '17:00', to: '24:00', percentOff: 20 }],
  minimumFen: 0,
  subsidyPerHourFen: 0,
  validFrom: '2026-01-01',
  validTo: null,
  ...change,
});

const interval = (text: string) => {
  const [startsAt, endsAt] = text
    .split('–')
    .map((wall) => new Date(`2026-11-25T${wall.includes(':') ? wall : `${wall}:00`}:00+08:00`));
  return { startsAt: startsAt!, endsAt: endsAt! };
};

const billed = (change: Partial<PriceList>, reserved: string, actual: string) =>
  billTime(
    list(change),
    'company',
    'self',
    { reserved: interval(reserved), actual: interval(actual) },
    'Asia/Shanghai',
  )!;

/**
 * Public figures of an open core-facility system's test suite, in yuan: 60 an hour, 20 % off from
 * 17:00. Each triple is what the three charging modes cost, in the order of MODES.
 */
const ORACLE: readonly [
  reserved: string,
  actual: string,
  plain: readonly number[],
  subsidyOf20: readonly number[],
  minimumOf100: readonly number[],
][] = [
  ['15–16', '15–16', [60, 60, 60], [40, 40, 40], [100, 100, 100]],
  ['15–16', '15:15–15:45', [60, 30, 60], [40, 20, 40], [100, 100, 100]],
  ['15–16', '15–16:15', [60, 75, 75], [40, 50, 50], [100, 100, 100]],
  ['15–16', '15:15–16:15', [60, 60, 75], [40, 40, 50], [100, 100, 100]],
  ['16–18', '16–18', [108, 108, 108], [72, 72, 72], [108, 108, 108]],
  ['16–18', '16–18:15', [108, 120, 120], [72, 80, 80], [108, 120, 120]],
  ['16–18', '16:15–17:45', [108, 81, 108], [72, 54, 72], [108, 100, 108]],
  ['16–18', '16:15–18:15', [108, 105, 120], [72, 70, 80], [108, 105, 120]],
];

describe.each(ORACLE)('%s booked, %s used', (reserved, actual, plain, subsidised, minimum) => {
  const charges = (change: Partial<PriceList>) =>
    MODES.map(
      (chargingMode) => totalOf(billed({ ...change, chargingMode }, reserved, actual)) / YUAN,
    );

  test('costs in each charging mode', () => {
    expect(charges({})).toEqual(plain);
  });
  test('costs a third less with a subsidy of 20 an hour', () => {
    expect(charges({ subsidyPerHourFen: 20 * YUAN })).toEqual(subsidised);
  });
  test('costs 100 at least with that minimum', () => {
    expect(charges({ minimumFen: 100 * YUAN })).toEqual(minimum);
  });
  test('carries no subsidy where the minimum replaced a lower sum, and its third elsewhere', () => {
    const both = { minimumFen: 100 * YUAN, subsidyPerHourFen: 20 * YUAN };
    expect(charges(both)).toEqual(
      minimum.map((yuan, mode) => (plain[mode]! < 100 ? 100 : (yuan * 2) / 3)),
    );
  });
});

test('a subsidy has a line of its own beside each stretch of hours', () => {
  expect(billed({ subsidyPerHourFen: 20 * YUAN }, '16–18', '16–18')).toMatchObject([
    { item: 'machine_hour', percentOff: 0, amountFen: 6_000 },
    { item: 'machine_hour', percentOff: 20, amountFen: 4_800 },
    { item: 'subsidy', percentOff: 0, unitFen: 2_000, amountFen: -2_000 },
    { item: 'subsidy', percentOff: 20, unitFen: 2_000, amountFen: -1_600 },
  ]);
});

test('a subsidy is never above the hourly price', () => {
  const lines = billed({ subsidyPerHourFen: 90 * YUAN }, '16–18', '16–18');
  expect(totalOf(lines)).toBe(0);
  expect(lines.at(-1)).toMatchObject({ item: 'subsidy', unitFen: 60 * YUAN });
});

test('each line is rounded half up once', () => {
  const one = { ...list({}).items[0]!, unitFen: 3_333 };
  const lines = billed({ items: [one], subsidyPerHourFen: 1_111 }, '15–16', '15–15:10');
  expect(totalOf(lines)).toBe(3_333 - 1_111);
  const used = billed(
    { items: [one], subsidyPerHourFen: 1_111, chargingMode: 'use' },
    '15–16',
    '15–15:10',
  );
  expect(used.map(({ amountFen }) => amountFen)).toEqual([
    divideHalfUp(33_330, 60),
    -divideHalfUp(11_110, 60),
  ]);
});

test('nothing used is nothing charged by use, and the minimum where there is one', () => {
  const use = { chargingMode: 'use' as const };
  expect(totalOf(billed(use, '15–16', '15–15'))).toBe(0);
  expect(totalOf(billed({ ...use, minimumFen: 500 }, '15–16', '15–15'))).toBe(500);
});

test('seconds go to the nearest minute at both ends', () => {
  const times = {
    reserved: interval('15–16'),
    actual: {
      startsAt: new Date('2026-11-25T15:00:29.999+08:00'),
      endsAt: new Date('2026-11-25T15:30:30.000+08:00'),
    },
  };
  const lines = billTime(list({ chargingMode: 'use' }), 'company', 'self', times, 'Asia/Shanghai')!;
  expect(totalOf(lines)).toBe(31 * YUAN);
});
