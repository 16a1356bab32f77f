import { holidayOn, openWindows } from '../../bff/src/features/bookings/domain/opening-hours.ts';
import { chargesOf } from '../../bff/src/features/bookings/domain/quotas.ts';
import { DAY, HOUR } from '../../bff/src/infra/clock.ts';
import { at, codesOf, later, range, rulesWith } from '../support/booking-facts.ts';

test.each([
  ['over midnight', '2026-11-25T22:00', '2026-11-26T02:00'],
  ['to midnight', '2026-11-25T22:00', '2026-11-26T00:00'],
  ['over a month’s end', '2026-11-30T22:00', '2026-12-01T02:00'],
  ['over a year’s end', '2026-12-31T22:00', '2027-01-01T02:00'],
  ['into 29 February', '2028-02-28T22:00', '2028-02-29T02:00'],
  ['out of 29 February', '2028-02-29T22:00', '2028-03-01T02:00'],
])('open day and night, a booking %s is fine', (_what, from, to) => {
  expect(codesOf({ range: range(from, to), now: later(at(from), -DAY) })).toEqual([]);
});

test.each([
  ['over a closed midnight', '2026-11-25T22:00', '2026-11-26T02:00', ['booking.outside_hours']],
  ['to the last minute of the day', '2026-11-25T22:00', '2026-11-26T00:00', []],
  [
    'over midnight into a closed Saturday',
    '2026-11-27T23:00',
    '2026-11-28T01:00',
    ['booking.outside_hours'],
  ],
])('open from eight to midnight on weekdays, a booking %s', (_what, from, to, codes) => {
  const openingHours = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '08:00', to: '24:00' }));
  expect(codesOf({ range: range(from, to), rules: rulesWith({ openingHours }) })).toEqual(codes);
});

test('hours of one day that touch are one window, others are not', () => {
  const openingHours = [
    { weekday: 3, from: '13:00', to: '17:00' },
    { weekday: 3, from: '08:00', to: '12:00' },
    { weekday: 3, from: '12:00', to: '12:30' },
  ];
  const [from, to] = [at('2026-11-25T00:00'), at('2026-11-26T00:00')];
  expect(openWindows(rulesWith({ openingHours }), 'Asia/Shanghai', from, to)).toEqual([
    range('2026-11-25T08:00', '2026-11-25T12:30'),
    range('2026-11-25T13:00', '2026-11-25T17:00'),
  ]);
});

const periodOf = (per: 'day' | 'week' | 'month', local: string) => {
  const wish = { range: { startsAt: at(local), endsAt: later(at(local), HOUR) }, userId: 'U' };
  const [charge] = chargesOf([{ who: 'user', per, of: 'bookings', limit: 1 }], {
    ...wish,
    groupId: null,
    timeZone: 'Asia/Shanghai',
  });
  return charge!.key.split(':')[3];
};

test.each([
  ['day', '2026-11-30T23:30', '2026-11-30'],
  ['day', '2026-12-01T00:00', '2026-12-01'],
  ['day', '2028-02-29T23:30', '2028-02-29'],
  ['month', '2026-11-30T23:30', '2026-11'],
  ['month', '2026-12-01T00:00', '2026-12'],
  ['month', '2028-02-29T12:00', '2028-02'],
  ['week', '2026-11-29T23:30', '2026-11-23'],
  ['week', '2026-11-30T00:00', '2026-11-30'],
  ['week', '2027-01-03T12:00', '2026-12-28'],
  ['week', '2028-02-29T12:00', '2028-02-28'],
  ['week', '2028-03-05T23:30', '2028-02-28'],
] as const)('a booking counts towards the %s that %s lies in', (per, local, period) => {
  expect(periodOf(per, local)).toBe(period);
});

// Holidays and make-up working days as the State Council announced them.
test.each([
  ['2025-01-26', 'worked'],
  ['2025-01-27', 'worked'],
  ['2025-01-28', 'off'],
  ['2025-02-04', 'off'],
  ['2025-02-05', 'worked'],
  ['2025-02-08', 'worked'],
  ['2025-02-09', 'weekend'],
  ['2025-09-28', 'worked'],
  ['2025-09-30', 'worked'],
  ['2025-10-01', 'off'],
  ['2025-10-08', 'off'],
  ['2025-10-09', 'worked'],
  ['2025-10-11', 'worked'],
  ['2025-10-12', 'weekend'],
  ['2026-01-04', 'worked'],
  ['2026-02-07', 'weekend'],
  ['2026-02-14', 'worked'],
  ['2026-02-15', 'off'],
  ['2026-02-23', 'off'],
  ['2026-02-24', 'worked'],
  ['2026-02-28', 'worked'],
  ['2026-03-01', 'weekend'],
  ['2026-09-20', 'worked'],
  ['2026-09-27', 'off'],
  ['2026-10-01', 'off'],
  ['2026-10-07', 'off'],
  ['2026-10-08', 'worked'],
  ['2026-10-10', 'worked'],
  ['2026-10-11', 'weekend'],
])('%s is %s', (date, what) => {
  const wish = range(`${date}T10:00`, `${date}T11:00`);
  const codes = codesOf({ range: wish, now: later(wish.startsAt, -DAY), rules: rulesWith() });
  const expected = { worked: [], off: ['booking.holiday'], weekend: ['booking.closed_day'] };
  expect(codes).toEqual(expected[what as keyof typeof expected]);
  expect(holidayOn(date) !== undefined).toBe(what === 'off');
});

test('a make-up Saturday keeps Monday’s hours to the minute', () => {
  const openingHours = [
    { weekday: 1, from: '10:00', to: '12:00' },
    { weekday: 2, from: '08:00', to: '18:00' },
  ];
  const codes = (from: string, to: string) =>
    codesOf({
      range: range(`2026-02-28T${from}`, `2026-02-28T${to}`),
      now: at('2026-02-26T09:00'),
      rules: rulesWith({ openingHours }),
    });
  expect(codes('10:00', '12:00')).toEqual([]);
  expect(codes('09:30', '12:00')).toEqual(['booking.outside_hours']);
  expect(codes('10:00', '12:30')).toEqual(['booking.outside_hours']);
});
