import {
  addMonths,
  dayByKey,
  weekdayOf,
  weeksOf,
  withinDays,
} from '../../../miniapp/src/lib/calendar-days';

test('a month is laid out in weeks from Monday on, with nothing of its neighbours', () => {
  const weeks = weeksOf('2026-11-25');
  expect(weeks).toHaveLength(6);
  expect(weeks[0]).toEqual([null, null, null, null, null, null, '2026-11-01']);
  expect(weeks[5]).toEqual(['2026-11-30', null, null, null, null, null, null]);
  expect(weeks.flat().filter((day) => day !== null)).toHaveLength(30);
});

test.each([
  ['2027-02-10', 28],
  ['2028-02-10', 29],
  ['2026-12-31', 31],
])('the month of %s has %i days', (day, count) => {
  expect(weeksOf(day).flat().filter(Boolean)).toHaveLength(count);
});

test('February of 2027 fills four weeks, and no fifth', () => {
  expect(weeksOf('2027-02-01')).toHaveLength(4);
});

test.each([
  ['ArrowLeft', '2026-11-30'],
  ['ArrowRight', '2026-12-02'],
  ['ArrowUp', '2026-11-24'],
  ['ArrowDown', '2026-12-08'],
  ['Home', '2026-11-30'],
  ['End', '2026-12-06'],
  ['PageUp', '2026-11-01'],
  ['PageDown', '2027-01-01'],
  ['Enter', null],
])('%s leads from 1 December to %s', (key, day) => {
  expect(dayByKey('2026-12-01', key)).toBe(day);
});

test('a month on from the 31st is the last day that there is', () => {
  expect(addMonths('2027-01-31', 1)).toBe('2027-02-28');
  expect(addMonths('2026-12-31', -1)).toBe('2026-11-30');
});

test('a day is drawn to the bounds, and Sunday is the seventh', () => {
  expect(withinDays('2026-11-01', '2026-11-24')).toBe('2026-11-24');
  expect(withinDays('2026-12-24', undefined, '2026-12-01')).toBe('2026-12-01');
  expect(withinDays('2026-11-25', '2026-11-25', '2026-11-25')).toBe('2026-11-25');
  expect(weekdayOf('2026-11-29')).toBe(7);
});
