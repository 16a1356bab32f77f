import { cleanLine, cleanText } from '@dayi/shared/plain-text';
import { countCharacters } from '@dayi/shared/characters';
import { isTooLong } from '../../bff/src/features/reviews/domain/review-text.ts';

const FAMILY = '👨‍👩‍👧‍👦';
const RTL_OVERRIDE = '\u202E';

test.each([
  ['', 0],
  ['图像清楚', 4],
  ['abc', 3],
  ['👍🏽', 1],
  [FAMILY, 1],
  ['🇨🇳', 1],
  ['e\u0301', 1],
  ['กำ', 1],
])('%j is %i characters', (text, count) => {
  expect(countCharacters(text)).toBe(count);
});

test('240 characters are enough and 241 are not, whatever they are made of', () => {
  for (const one of ['测', 'a', '👍', '🇨🇳']) {
    expect([one, isTooLong(one.repeat(240))]).toEqual([one, false]);
    expect([one, isTooLong(one.repeat(241))]).toEqual([one, true]);
  }
  expect(isTooLong(FAMILY.repeat(240))).toBe(false);
});

test('characters that weigh more than any emoji are too long before they are too many', () => {
  expect(isTooLong(`a${'\u200D\u{1F468}'.repeat(1_000)}`)).toBe(true);
});

test.each([
  ['direction marks', `${RTL_OVERRIDE}gnorw \u2066si\u2069 siht\u200F\u061C`, 'gnorw si siht'],
  ['controls', 'a\u0000b\u0007c\u009Bd\u001B[31m', 'abcd[31m'],
  ['half characters', 'a\uD83Db', 'ab'],
  ['what cannot be seen', 'a\u200Bb\uFEFFc\u00ADd\u2060', 'abcd'],
  ['blank fillers', '\u3164\u115F\uFFA0', ''],
  ['all kinds of line ends', 'a\r\nb\rc\u2028d\u2029e\vf', 'a\nb\nc\nd\ne\nf'],
  ['many empty lines', 'a\n\n\n\n\nb', 'a\n\nb'],
  ['towers of marks', `a${'\u0335'.repeat(40)}b`, `a${'\u0335'.repeat(4)}b`],
  ['edges', '  \n 好 \t', '好'],
])('%s are taken out', (_what, given, kept) => {
  expect(cleanText(given)).toBe(kept);
});

test.each([
  ['emoji with joiners and skin', `${FAMILY}👍🏽❤️`],
  ['letters written right to left', 'ممتاز جدا، שלום'],
  ['joined letters of other scripts', 'می\u200Cخواهم क्\u200Dष'],
  ['line breaks', '第一行\n第二行'],
  ['what looks like markup', '<b onclick="x()">&amp;</b>'],
])('%s stay as they are', (_what, text) => {
  expect(cleanText(text)).toBe(text);
});

test('a line holds no line ends, so that no header grows out of it', () => {
  expect(cleanLine('标题\r\nBcc: x@example.com\n\n正文')).toBe('标题 Bcc: x@example.com 正文');
});
