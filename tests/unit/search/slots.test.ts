import { readSlots } from '../../../bff/src/features/search/domain/slots.ts';

// A Monday, ten in the morning in Shanghai.
const now = new Date('2026-11-23T02:00:00.000Z');
const slotsOf = (text: string) => readSlots(text, now, 'Asia/Shanghai');

test.each([
  ['核磁 500以内', null, 50_000],
  ['300元以下的电镜', null, 30_000],
  ['不超过200块', null, 20_000],
  ['under 100 yuan', null, 10_000],
  ['100-300元', 10_000, 30_000],
  ['100到300块', 10_000, 30_000],
  ['sem-500元以内', null, 50_000],
  ['不超过99.5元', null, 9_950],
])('%s: from %j to %j fen', (text, least, most) => {
  const { slots, rest } = slotsOf(text);
  expect([slots.priceMinFen, slots.priceMaxFen]).toEqual([least, most]);
  expect(rest).not.toMatch(/\d/);
});

test.each([
  '粒径不超过5微米',
  'below 100 nm',
  '低于300度',
  '300-100元',
  '-1元以内',
  '电镜 -20元以下',
  '99999999元以内',
  '600mhz',
  '不超过5个样品',
])('%s is no price', (text) => {
  expect(slotsOf(text).slots).toMatchObject({ priceMinFen: null, priceMaxFen: null });
});

const at = (day: number, hour: number) => new Date(Date.UTC(2026, 10, day, hour - 8)).toISOString();

test.each([
  ['明天下午有空的电镜', at(24, 12), at(24, 18)],
  ['今天', at(23, 10), at(24, 0)],
  ['后天上午', at(25, 8), at(25, 12)],
  ['周三', at(25, 0), at(26, 0)],
  ['下周一上午', at(30, 8), at(30, 12)],
  ['本周末', at(28, 0), at(30, 0)],
  ['下周', at(30, 0), at(37, 0)],
  ['周三下午3点', at(25, 15), at(25, 17)],
  ['12月1日', at(31, 0), at(32, 0)],
  ['tomorrow afternoon', at(24, 12), at(24, 18)],
  ['next monday', at(30, 0), at(31, 0)],
  ['今晚', at(23, 18), at(24, 0)],
])('%s is a time', (text, from, to) => {
  const { free } = slotsOf(text).slots;
  expect([free?.from.toISOString(), free?.to.toISOString()]).toEqual([from, to]);
});

test.each(['13月40日', '今天早晨', '2月30日'])('%s is no time to come', (text) => {
  expect(slotsOf(text).slots.free).toBeNull();
});

test('vouchers, what is cheap and what is near are heard too, and what is left stays where it stood', () => {
  const text = '附近能用创新券的便宜扫描电镜';
  const { slots, rest } = slotsOf(text);
  expect(slots).toMatchObject({ voucher: true, cheapest: true, nearby: true });
  expect(rest.trim()).toBe('扫描电镜');
  expect(rest.indexOf('扫描电镜')).toBe(text.indexOf('扫描电镜'));
});
