import {
  formatAssetValue,
  formatBytes,
  formatClockRange,
  formatCountdown,
  formatDate,
  formatDiscount,
  formatDistance,
  formatHours,
  formatLastDay,
  formatLength,
  formatMoment,
  formatMoney,
  formatRange,
  formatStart,
  formatWait,
} from '../../../miniapp/src/lib/formats';

const at = (text: string) => Date.parse(`${text}+08:00`);
const now = at('2026-11-24T09:42');
const zh = { language: 'zh-CN', now } as const;
const en = { language: 'en', now } as const;

test.each([
  [48_000, '¥480.00'],
  [106_000, '¥1,060.00'],
  [123_456_789, '¥1,234,567.89'],
  [5, '¥0.05'],
  [0, '¥0.00'],
  [-25_000, '−¥250.00'],
])('%i fen is written %s', (fen, text) => {
  expect(formatMoney(fen)).toBe(text);
});

test.each([
  ['2026-11-25T14:00', '2026-11-25T16:00', '明天 14:00–16:00', 'Tomorrow, 14:00–16:00'],
  ['2026-11-24T14:00', '2026-11-24T16:00', '今天 14:00–16:00', 'Today, 14:00–16:00'],
  ['2026-11-26T14:00', '2026-11-26T16:00', '11月26日 周四 14:00–16:00', 'Thu 26 Nov, 14:00–16:00'],
  [
    '2026-11-25T22:00',
    '2026-11-26T02:00',
    '明天 22:00–次日 02:00',
    'Tomorrow, 22:00–02:00 next day',
  ],
  ['2026-11-26T22:00', '2026-11-27T00:00', '11月26日 周四 22:00–24:00', 'Thu 26 Nov, 22:00–24:00'],
  ['2027-02-10T09:00', '2027-02-10T10:00', '2027年2月10日 09:00–10:00', '10 Feb 2027, 09:00–10:00'],
])('%s to %s reads %s', (from, to, chinese, english) => {
  expect(formatRange(at(from), at(to), zh)).toBe(chinese);
  expect(formatRange(at(from), at(to), en)).toBe(english);
});

test('a range over several nights names the day it ends', () => {
  const from = at('2026-11-25T14:00');
  const to = at('2026-11-28T09:00');
  expect(formatClockRange(from, to, 'zh-CN')).toBe('14:00–11月28日 09:00');
  expect(formatClockRange(from, to, 'en')).toBe('14:00–28 Nov 09:00');
});

test('evidence and deadlines carry the date, never a relative word', () => {
  expect(formatMoment(at('2026-11-24T18:20'), zh)).toBe('11月24日 18:20');
  expect(formatMoment(at('2026-11-24T18:20'), en)).toBe('24 Nov, 18:20');
  expect(formatDate(at('2026-11-24T18:20'), zh)).toBe('11月24日 周二');
});

test("times are shown in the unit's zone, wherever the phone is", () => {
  expect(formatMoment(Date.parse('2026-11-24T16:30:00Z'), zh)).toBe('11月25日 00:30');
  expect(formatMoment(Date.parse('2026-11-24T16:30:00Z'), { ...zh, timeZone: 'Asia/Urumqi' })).toBe(
    '11月24日 22:30',
  );
});

test.each([
  [150, '2 小时 30 分', '2 h 30 min'],
  [120, '2 小时', '2 h'],
  [30, '30 分钟', '30 min'],
  [0, '0 分钟', '0 min'],
])('%i minutes', (minutes, chinese, english) => {
  expect(formatLength(minutes, 'zh-CN')).toBe(chinese);
  expect(formatLength(minutes, 'en')).toBe(english);
});

test('hours, distances, discounts, sizes and asset values', () => {
  expect(formatHours(2.5, 'zh-CN')).toBe('2.5 时');
  expect(formatHours(2, 'en')).toBe('2 h');
  expect(formatDistance(2.44)).toBe('2.4 km');
  expect(formatDistance(148.2)).toBe('148 km');
  expect(formatDiscount(20, 'zh-CN')).toBe('8 折');
  expect(formatDiscount(15, 'zh-CN')).toBe('8.5 折');
  expect(formatDiscount(20, 'en')).toBe('−20%');
  expect(formatBytes(1_834_221)).toBe('1.7 MB');
  expect(formatAssetValue(412_000_000, 'zh-CN')).toBe('¥412.0 万');
  expect(formatAssetValue(412_000_000, 'en')).toBe('¥4.12 m');
});

test('a countdown ends at zero and never runs below', () => {
  expect(formatCountdown(522_000)).toBe('08:42');
  expect(formatCountdown(521_001)).toBe('08:42');
  expect(formatCountdown(0)).toBe('00:00');
  expect(formatCountdown(-5)).toBe('00:00');
});

test('a wait is told in hours up to two days, then in days', () => {
  expect(formatWait(204 * 60_000, 'zh-CN')).toBe('3 小时 24 分');
  expect(formatWait(75 * 3_600_000, 'zh-CN')).toBe('3 天 3 小时');
});

test('an exclusive end is written as its last whole day, in the year it belongs to', () => {
  const newYear = at('2027-01-01T00:00');
  expect(formatLastDay(newYear, zh)).toBe('12月31日');
  expect(formatLastDay(newYear, en)).toBe('31 Dec');
});

test('a start inside a sentence keeps its day, in English without a capital', () => {
  expect(formatStart(at('2026-11-25T14:00'), zh)).toBe('明天 14:00');
  expect(formatStart(at('2026-11-25T14:00'), en)).toBe('tomorrow, 14:00');
});
