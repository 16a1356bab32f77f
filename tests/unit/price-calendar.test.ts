import {
  type PriceList,
  quoteSamples,
  quoteTime,
  termsOf,
  totalOf,
} from '../../bff/src/features/pricing/index.ts';

const hour = { userKind: 'company', item: 'machine_hour', testItemId: null, name: '机时' } as const;

const list = (change: Partial<PriceList> = {}): PriceList => ({
  id: 'L',
  chargingMode: 'reservation',
  items: [{ ...hour, unitFen: 6_000 }],
  offPeak: [{ from: '22:00', to: '06:00', percentOff: 50 }],
  minimumFen: 0,
  subsidyPerHourFen: 0,
  validFrom: '2026-01-01',
  validTo: null,
  ...change,
});

// Yuan at 60 an hour, half price from 22:00 to 06:00 by the wall clock of the zone.
test.each([
  ['over midnight', 'Asia/Shanghai', '2026-11-25T21:00+08:00', '2026-11-26T07:00+08:00', 360],
  ['over a month’s end', 'Asia/Shanghai', '2026-11-30T23:00+08:00', '2026-12-01T01:00+08:00', 60],
  ['over a year’s end', 'Asia/Shanghai', '2026-12-31T21:30+08:00', '2027-01-01T00:30+08:00', 105],
  ['on 29 February', 'Asia/Shanghai', '2028-02-29T05:00+08:00', '2028-02-29T07:00+08:00', 90],
  ['into 29 February', 'Asia/Shanghai', '2028-02-28T21:00+08:00', '2028-02-29T06:15+08:00', 315],
  // 2026-03-29 02:00 becomes 03:00 in Berlin: the window 22:00 to 06:00 is seven hours long.
  ['the hour skipped in spring', 'Europe/Berlin', '2026-03-28T20:00Z', '2026-03-29T06:00Z', 390],
  // 2026-10-25 03:00 becomes 02:00 in Berlin: the same window is nine hours long.
  ['the hour twice in autumn', 'Europe/Berlin', '2026-10-24T19:00Z', '2026-10-25T06:00Z', 390],
  ['a zone of quarters', 'Asia/Kathmandu', '2026-11-25T16:00Z', '2026-11-25T17:00Z', 37.5],
])('hours are priced by the wall clock %s', (_what, timeZone, from, to, yuan) => {
  const range = { startsAt: new Date(from), endsAt: new Date(to) };
  const lines = quoteTime(list(), 'company', 'self', range, timeZone)!;
  expect(totalOf(lines)).toBe(yuan * 100);
  const hours = (range.endsAt.getTime() - range.startsAt.getTime()) / 3_600_000;
  expect(lines.reduce((sum, { quantity }) => sum + quantity, 0)).toBeCloseTo(hours);
});

test('a window may begin and end off the quarter hour', () => {
  const offPeak = [{ from: '17:10', to: '17:20', percentOff: 100 }];
  const range = {
    startsAt: new Date('2026-11-25T17:00:00+08:00'),
    endsAt: new Date('2026-11-25T18:00:00+08:00'),
  };
  const lines = quoteTime(list({ offPeak }), 'company', 'self', range, 'Asia/Shanghai')!;
  expect(lines.map(({ amountFen }) => amountFen)).toEqual([1_000, 0, 4_000]);
});

const samples = list({
  items: [
    { userKind: 'company', item: 'sample', testItemId: 'A', name: '形貌', unitFen: 20_000 },
    { userKind: 'company', item: 'sample', testItemId: 'B', name: '能谱', unitFen: 1_250 },
    { userKind: 'company', item: 'start_up', testItemId: null, name: '开机费', unitFen: 5_000 },
    { userKind: 'academic', item: 'sample', testItemId: 'A', name: '形貌', unitFen: 0 },
    { userKind: 'academic', item: 'sample', testItemId: 'C', name: '断口', unitFen: 700 },
  ],
  subsidyPerHourFen: 900,
});

test('samples are priced by test item, with the start-up fee once and no hourly subsidy', () => {
  const wanted = [
    { testItemId: 'A', count: 3 },
    { testItemId: 'B', count: 2 },
  ];
  const lines = quoteSamples(samples, 'company', wanted)!;
  expect(lines.map(({ item, quantity, amountFen }) => [item, quantity, amountFen])).toEqual([
    ['sample', 3, 60_000],
    ['sample', 2, 2_500],
    ['start_up', 1, 5_000],
  ]);
});

test('samples cost the minimum at least, and free ones nothing', () => {
  const minimum = { ...samples, minimumFen: 10_000 };
  expect(totalOf(quoteSamples(minimum, 'company', [{ testItemId: 'B', count: 1 }])!)).toBe(10_000);
  expect(totalOf(quoteSamples(minimum, 'academic', [{ testItemId: 'A', count: 9 }])!)).toBe(0);
});

test('one sample without a price is no quote at all', () => {
  const wanted = [
    { testItemId: 'A', count: 1 },
    { testItemId: 'C', count: 1 },
  ];
  expect(quoteSamples(samples, 'company', wanted)).toBeNull();
});

test('terms frozen for one kind of user price the same after a round trip as JSON', () => {
  const terms = JSON.parse(JSON.stringify(termsOf(samples, 'company'))) as PriceList;
  expect(terms.items.every(({ userKind }) => userKind === 'company')).toBe(true);
  const wanted = [{ testItemId: 'A', count: 2 }];
  expect(quoteSamples(terms, 'company', wanted)).toEqual(quoteSamples(samples, 'company', wanted));
  expect(quoteSamples(terms, 'academic', wanted)).toBeNull();
});
