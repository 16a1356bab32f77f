import { brokenRules, fill } from '@dayi/shared/problems';
import { formatLength } from '../../lib/formats';
import type { Language } from '../../lib/i18n/language';
import type { Instrument } from './api';

type Quota = Instrument['rules']['quotas'][number];

/** 8 小时, 3 个预约. */
export function quotaAmount({ of, limit }: Quota, language: Language): string {
  if (of === 'minutes') return formatLength(limit, language);
  if (language === 'en') return `${limit} booking${limit === 1 ? '' : 's'}`;
  return `${limit} 个预约`;
}

/** 每人每周最多 8 小时: the words in which the server refuses what is over it. */
export function quotaSentence(quota: Quota, language: Language): string {
  const [zh, en] = brokenRules[`booking.quota_${quota.who}_${quota.per}`];
  const amount = quotaAmount(quota, language);
  return fill(language === 'en' ? en : zh, { amount }).replace(/[。.]$/, '');
}
