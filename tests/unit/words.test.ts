import { brokenRules, fieldErrors, fill, problems } from '@dayi/shared/problems';
import { wordsOfNotice } from '../../bff/src/features/notifications/domain/notice-words.ts';
import { languageOf } from '../../bff/src/http/request-context.ts';
import { lengthInWords } from '../../bff/src/infra/words.ts';
import { regionPrefix } from '../../bff/src/policy.ts';

test.each([
  ['', 'zh-CN'],
  ['*', 'zh-CN'],
  ['en', 'en'],
  ['en-GB,en;q=0.9,zh;q=0.8', 'en'],
  ['fr, zh;q=0.3, en;q=0.2', 'zh-CN'],
  ['zh-CN;q=0.1, en-US;q=0.5', 'en'],
])('a reader with Accept-Language %j reads %s', (header, language) => {
  expect(languageOf(header)).toBe(language);
});

test('every problem, rule and field error has words in both languages with the same values', () => {
  const values = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
  const pairs = [
    ...Object.values(problems).map(([, zh, en]) => [zh, en] as const),
    ...Object.values(brokenRules),
    ...Object.values(fieldErrors),
  ];
  for (const [zh, en] of pairs) {
    expect(zh).toMatch(/[\u4e00-\u9fff]/);
    expect(en).not.toMatch(/[\u4e00-\u9fff]/);
    expect(values(en).every((name) => values(zh).includes(name))).toBe(true);
    expect(`${zh}${en}`).not.toMatch(/[!！]|抱歉|亲/);
  }
});

test('a sentence keeps what it has no value for', () => {
  expect(fill('{a} and {b}', { a: 1 })).toBe('1 and {b}');
});

test('a notice tells its times in the unit’s zone, past midnight too', () => {
  const params = {
    who: '陈思远',
    instrument: '管式炉 RHTH 80',
    startsAt: '2026-11-25T14:00:00.000Z',
    endsAt: '2026-11-25T18:00:00.000Z',
    answerBy: '2026-11-25T05:00:00.000Z',
    timeZone: 'Asia/Shanghai',
    reason: null,
  };
  expect(wordsOfNotice('booking.requested', params, 'zh-CN').body).toBe(
    '陈思远 预约 管式炉 RHTH 80，11月25日 周三 22:00–次日 02:00。请在 11月25日 周三 13:00 前答复，逾期自动全额退款。',
  );
  expect(wordsOfNotice('booking.rejected', params, 'en').body).toBe(
    '管式炉 RHTH 80, Wed 25 Nov, 22:00–02:00 (+1). Reason: none given',
  );
});

test.each([
  ['330000', '33'],
  ['330100', '3301'],
  ['330106', '330106'],
  ['310000', '31'],
])('the region %s covers what begins with %s', (code, prefix) => {
  expect(regionPrefix(code)).toBe(prefix);
});

test.each([
  [480, '8 小时', '8 h'],
  [90, '1 小时 30 分', '1 h 30 min'],
  [45, '45 分钟', '45 min'],
])('%i minutes are %s, %s', (minutes, zh, en) => {
  expect([lengthInWords(minutes, 'zh-CN'), lengthInWords(minutes, 'en')]).toEqual([zh, en]);
});
