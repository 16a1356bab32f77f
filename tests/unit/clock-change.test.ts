import { DateTime } from 'luxon';
import { freeSlots, nextFree } from '../../bff/src/features/bookings/domain/free-slots.ts';
import {
  atWallTime,
  ceilToGrid,
  isOnGrid,
  localDay,
} from '../../bff/src/features/bookings/domain/local-time.ts';
import { hoursOfDay, openWindows } from '../../bff/src/features/bookings/domain/opening-hours.ts';
import { chargesOf } from '../../bff/src/features/bookings/domain/quotas.ts';
import type { BookingRules } from '../../bff/src/features/instruments/index.ts';
import { codesOf, openDaily, rulesWith } from '../support/booking-facts.ts';

// In Berlin 2027-03-28 has no hour from 02:00 to 03:00, and 2027-10-31 has it twice.
const BERLIN = 'Europe/Berlin';
const SPRING = '2027-03-28';
const AUTUMN = '2027-10-31';

const at = (text: string) => new Date(text);
/** Wall clock of Berlin with its offset, such as `28T03:00+02:00`. */
const local = (date: Date) => DateTime.fromJSDate(date, { zone: BERLIN }).toFormat("dd'T'HH:mmZZ");
const open = (from: string, to: string, change: Partial<BookingRules> = {}): BookingRules =>
  rulesWith({
    openingHours: openDaily(from, to),
    closedOnHolidays: false,
    leadMinutes: 0,
    ...change,
  });
const noon = (date: string) => localDay(at(`${date}T12:00:00Z`), BERLIN);
const wholeDay = (date: string) => {
  const { startMs, endMs } = noon(date);
  return { from: new Date(startMs), to: new Date(endMs - 1) };
};
const EMPTY = new Map([['station', new Set<number>()]]);

const decide = (rules: BookingRules, from: string, to: string) =>
  codesOf({
    now: at('2027-03-20T00:00:00Z'),
    range: { startsAt: at(from), endsAt: at(to) },
    rules: { ...rules, horizonDays: 400 },
    timeZone: BERLIN,
  });

test.each([
  [SPRING, 23],
  [AUTUMN, 25],
  ['2027-03-27', 24],
])('%s has %i hours', (date, hours) => {
  const { startMs, endMs } = noon(date);
  expect((endMs - startMs) / 3_600_000).toBe(hours);
});

test.each([
  [SPRING, '01:59', '28T01:59+01:00', '28T01:59+01:00'],
  [SPRING, '02:00', '28T03:00+02:00', '28T03:00+02:00'],
  [SPRING, '02:30', '28T03:00+02:00', '28T03:00+02:00'],
  [SPRING, '03:00', '28T03:00+02:00', '28T03:00+02:00'],
  [SPRING, '08:30', '28T08:30+02:00', '28T08:30+02:00'],
  [AUTUMN, '01:59', '31T01:59+02:00', '31T01:59+02:00'],
  [AUTUMN, '02:00', '31T02:00+02:00', '31T02:00+01:00'],
  [AUTUMN, '02:59', '31T02:59+02:00', '31T02:59+01:00'],
  [AUTUMN, '03:00', '31T03:00+01:00', '31T03:00+01:00'],
  [AUTUMN, '24:00', '01T00:00+01:00', '01T00:00+01:00'],
])('on %s %s on the wall is first %s and last %s', (date, wall, first, last) => {
  const day = noon(date);
  expect(local(new Date(atWallTime(day, wall, 'first')))).toBe(first);
  expect(local(new Date(atWallTime(day, wall, 'last')))).toBe(last);
});

test('a day that begins after its clocks were put on begins at one', () => {
  const day = localDay(at('2026-03-29T12:00:00Z'), 'Asia/Beirut');
  expect(new Date(day.startMs).toISOString()).toBe('2026-03-28T22:00:00.000Z');
  expect(atWallTime(day, '00:30')).toBe(day.startMs);
  expect(new Date(atWallTime(day, '08:30')).toISOString()).toBe('2026-03-29T05:30:00.000Z');
});

// What the words say is open: an hour that comes twice is open twice, a skipped one not at all.
test.each([
  ['by day in spring', SPRING, '08:30', '17:30', '28T08:30+02:00', '28T17:30+02:00', 9],
  ['by day in autumn', AUTUMN, '08:30', '17:30', '31T08:30+01:00', '31T17:30+01:00', 9],
  ['over the skip', SPRING, '01:00', '04:00', '28T01:00+01:00', '28T04:00+02:00', 2],
  ['from within the skip', SPRING, '02:30', '04:00', '28T03:00+02:00', '28T04:00+02:00', 1],
  ['to within the skip', SPRING, '01:00', '02:30', '28T01:00+01:00', '28T03:00+02:00', 1],
  ['over the double hour', AUTUMN, '01:00', '04:00', '31T01:00+02:00', '31T04:00+01:00', 4],
  ['from the double hour', AUTUMN, '02:00', '04:00', '31T02:00+02:00', '31T04:00+01:00', 3],
  ['to the double hour', AUTUMN, '01:00', '02:30', '31T01:00+02:00', '31T02:30+01:00', 2.5],
])('open %s', (_what, date, from, to, startsAt, endsAt, hours) => {
  const [window] = hoursOfDay(open(from, to), noon(date));
  expect([local(window!.startsAt), local(window!.endsAt)]).toEqual([startsAt, endsAt]);
  expect((window!.endsAt.getTime() - window!.startsAt.getTime()) / 3_600_000).toBe(hours);
});

test('hours that lie wholly in the skip are none', () => {
  expect(hoursOfDay(open('02:15', '02:45'), noon(SPRING))).toEqual([]);
});

test('a night that is open runs through both changes without a seam', () => {
  const rules = open('00:00', '24:00');
  for (const date of [SPRING, AUTUMN]) {
    const { from, to } = wholeDay(date);
    const windows = openWindows(rules, BERLIN, new Date(from.getTime() - 3_600_000), to);
    expect(windows).toHaveLength(1);
  }
});

test.each([
  [SPRING, 30, 46],
  [SPRING, 120, 11],
  [AUTUMN, 30, 50],
  [AUTUMN, 120, 13],
])('on %s a grid of %i min has %i points, by the wall clock', (date, grid, points) => {
  const { startMs, endMs } = noon(date);
  const found: string[] = [];
  for (let ms = startMs; ms < endMs; ms = ceilToGrid(ms + 1, grid, BERLIN)) {
    expect(isOnGrid(ms, grid, BERLIN)).toBe(true);
    expect(isOnGrid(ms + 1, grid, BERLIN)).toBe(false);
    found.push(local(new Date(ms)));
  }
  expect(found).toHaveLength(points);
  expect(
    found.every((wall) => (Number(wall.slice(3, 5)) * 60 + Number(wall.slice(6, 8))) % grid === 0),
  ).toBe(true);
});

test.each([
  ['08:00 stays a point of a two-hour grid', '2027-03-28T06:00:00Z', '2027-03-28T08:00:00Z', []],
  [
    '09:00 does not become one',
    '2027-03-28T07:00:00Z',
    '2027-03-28T09:00:00Z',
    ['booking.off_grid'],
  ],
  ['nor in autumn 07:00', '2027-10-31T06:00:00Z', '2027-10-31T08:00:00Z', ['booking.off_grid']],
  ['a night over the skip', '2027-03-27T23:00:00Z', '2027-03-28T02:00:00Z', []],
])('%s', (_what, from, to, codes) => {
  const rules = open('00:00', '24:00', { gridMinutes: 120, maxMinutes: 1440 });
  expect(decide(rules, from, to)).toEqual(codes);
});

test('length is time that passes, not what the clock shows', () => {
  const rules = open('00:00', '24:00', { maxMinutes: 120 });
  expect(decide(rules, '2027-03-28T00:00:00Z', '2027-03-28T02:00:00Z')).toEqual([]);
  expect(decide(rules, '2027-10-31T00:00:00Z', '2027-10-31T02:30:00Z')).toEqual([
    'booking.too_long',
  ]);
});

test.each([
  [SPRING, ['28T04:00+02:00', '28T06:00+02:00', '28T08:00+02:00']],
  [AUTUMN, ['31T00:00+02:00', '31T02:00+01:00', '31T04:00+01:00']],
])('free slots of %s are bookable, on the grid at both ends', (date, first) => {
  const rules = open('00:00', '24:00', { gridMinutes: 120, minMinutes: 120 });
  const slots = freeSlots(rules, BERLIN, EMPTY, wholeDay(date), 120, 20);
  expect(slots.slice(0, 3).map(({ startsAt }) => local(startsAt))).toEqual(first);
  for (const { startsAt, endsAt } of slots) {
    expect(decide(rules, startsAt.toISOString(), endsAt.toISOString())).toEqual([]);
  }
});

test('a day by day list of free half hours loses and gains what the clock does', () => {
  const rules = open('00:00', '24:00');
  const count = (date: string) => freeSlots(rules, BERLIN, EMPTY, wholeDay(date), 30, 100).length;
  expect([count('2027-03-27'), count(SPRING), count(AUTUMN)]).toEqual([48, 46, 50]);
});

test.each([
  ['Asia/Shanghai', '2026-11-24T14:00:00Z', '2026-11-24T22:00:00Z'],
  [BERLIN, '2027-03-27T22:00:00Z', '2027-03-28T06:00:00Z'],
])('the next free stretch runs over midnight in %s', (timeZone, from, to) => {
  const span = { from: at(from), to: new Date(at(from).getTime() + 86_400_000) };
  expect(nextFree(open('00:00', '24:00'), timeZone, EMPTY, span)).toEqual({
    startsAt: at(from),
    endsAt: at(to),
  });
});

test('a slot that begins in the span may end after it', () => {
  const span = { from: at('2026-11-24T15:00:00Z'), to: at('2026-11-24T15:30:00Z') };
  const slots = freeSlots(open('00:00', '24:00'), 'Asia/Shanghai', EMPTY, span, 120, 9);
  expect(slots.map(({ startsAt }) => startsAt.toISOString())).toEqual([
    '2026-11-24T15:00:00.000Z',
    '2026-11-24T15:30:00.000Z',
  ]);
});

test('a grid that does not divide the day begins anew at midnight', () => {
  const rules = open('00:00', '24:00', { gridMinutes: 105, minMinutes: 105 });
  const span = { from: at('2026-11-24T12:00:00Z'), to: at('2026-11-24T18:00:00Z') };
  const slots = freeSlots(rules, 'Asia/Shanghai', EMPTY, span, 105, 9);
  const walls = slots.map(({ startsAt, endsAt }) =>
    [startsAt, endsAt].map((one) =>
      new Date(one.getTime() + 8 * 3_600_000).toISOString().slice(11, 16),
    ),
  );
  expect(walls).toEqual([
    ['21:00', '22:45'],
    ['00:00', '01:45'],
    ['01:45', '03:30'],
  ]);
});

const charged = (per: 'day' | 'week' | 'month', startsAt: string, minutes = 60) => {
  const range = {
    startsAt: at(startsAt),
    endsAt: new Date(at(startsAt).getTime() + minutes * 60_000),
  };
  const wish = { range, userId: 'U', groupId: null, timeZone: BERLIN };
  const [charge] = chargesOf([{ who: 'user', per, of: 'minutes', limit: 600 }], wish);
  return [charge!.key.split(':')[3], charge!.amount];
};

test.each([
  ['day', '2027-03-27T22:59:59.999Z', '2027-03-27'],
  ['day', '2027-03-27T23:00:00.000Z', SPRING],
  ['day', '2027-03-28T21:59:59.999Z', SPRING],
  ['day', '2027-03-28T22:00:00.000Z', '2027-03-29'],
  ['day', '2027-10-31T22:59:59.999Z', AUTUMN],
  ['day', '2027-10-31T23:00:00.000Z', '2027-11-01'],
  ['week', '2027-03-28T21:59:59.999Z', '2027-03-22'],
  ['week', '2027-03-28T22:00:00.000Z', '2027-03-29'],
  ['week', '2027-10-31T22:59:59.999Z', '2027-10-25'],
  ['week', '2027-10-31T23:00:00.000Z', '2027-11-01'],
  ['month', '2027-10-31T22:59:59.999Z', '2027-10'],
  ['month', '2027-10-31T23:00:00.000Z', '2027-11'],
] as const)('a quota by %s counts %s to %s', (per, startsAt, period) => {
  expect(charged(per, startsAt)).toEqual([period, 60]);
});

test('a quota in minutes counts the minutes that pass in the double hour', () => {
  expect(charged('day', '2027-10-31T00:00:00.000Z', 120)).toEqual([AUTUMN, 120]);
});
