import { fill } from '@dayi/shared/problems';
import type { Instrument } from '../../../miniapp/src/features/instruments/api';
import { rulesInWords } from '../../../miniapp/src/features/instruments/rules-in-words';
import type { Translate } from '../../../miniapp/src/lib/i18n';
import { zh } from '../../../miniapp/src/lib/i18n/zh';
import { DEFAULT_RULES } from '../../../bff/src/features/instruments/domain/rules';

const translate: Translate = (key, ...values) => fill(zh[key], values[0]);

const wordsOf = (change: Partial<Instrument['rules']>) =>
  rulesInWords(
    {
      rules: { ...DEFAULT_RULES, timeZone: 'Asia/Shanghai', ...change },
      leadMinutesForYou: 120,
      needsApprovalForYou: false,
    },
    translate,
    'zh-CN',
  ).map(({ text }) => text);

const plain = wordsOf({});

test.each([
  ['the own unit’s horizon', { ownUnitHorizonDays: 60 }, '本单位用户最多提前 60 天'],
  ['a buffer', { bufferAfterMinutes: 15 }, '后留 15 分钟清理，不收费'],
  [
    'both buffers, charged',
    { bufferBeforeMinutes: 30, bufferAfterMinutes: 15, chargesBuffers: true },
    '前留 30 分钟预热，后留 15 分钟清理，也收费',
  ],
  [
    'a quota of time',
    { quotas: [{ who: 'user', per: 'week', of: 'minutes', limit: 90 }] },
    '每人每周最多 1 小时 30 分',
  ],
  [
    'a quota of bookings',
    { quotas: [{ who: 'group', per: 'open', of: 'bookings', limit: 3 }] },
    '每个课题组未完成的预约最多 3 个预约',
  ],
] as const)('%s is a sentence of its own', (_what, change, sentence) => {
  const more = wordsOf(change as Partial<Instrument['rules']>);
  expect(more.filter((line) => !plain.includes(line))).toEqual([sentence]);
  expect(plain.filter((line) => !more.includes(line))).toEqual([]);
});
