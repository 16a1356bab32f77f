import { DateTime } from 'luxon';
import { fill, type Language } from '@dayi/shared/problems';
import { SENTENCES } from './notice-sentences.ts';

export type NoticeKind = keyof typeof SENTENCES;

export function isNoticeKind(kind: string): kind is NoticeKind {
  return kind in SENTENCES;
}

const WEEKDAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'];

function dayAndTime(at: DateTime, language: Language): string {
  return language === 'en'
    ? at.setLocale('en-GB').toFormat('ccc d LLL, HH:mm')
    : `${at.toFormat('M月d日')} ${WEEKDAYS[at.weekday - 1] ?? ''} ${at.toFormat('HH:mm')}`;
}

function when(params: Record<string, string | null>, language: Language): string {
  const { startsAt, endsAt, timeZone } = params;
  if (!startsAt || !endsAt) return language === 'en' ? 'no time yet' : '时间未定';
  const zone = timeZone ?? 'Asia/Shanghai';
  const start = DateTime.fromISO(startsAt, { zone });
  const end = DateTime.fromISO(endsAt, { zone });
  const isNextDay = !end.hasSame(start, 'day');
  const nextDay = language === 'en' ? ' (+1)' : '次日 ';
  const endText = isNextDay
    ? language === 'en'
      ? `${end.toFormat('HH:mm')}${nextDay}`
      : `${nextDay}${end.toFormat('HH:mm')}`
    : end.toFormat('HH:mm');
  return `${dayAndTime(start, language)}–${endText}`;
}

/** A notice in the reader's language, its times in the unit's zone. */
export function wordsOfNotice(
  kind: NoticeKind,
  params: Record<string, string | null>,
  language: Language,
): { title: string; body: string } {
  const [titleZh, titleEn, bodyZh, bodyEn] = SENTENCES[kind];
  const zone = params['timeZone'] ?? 'Asia/Shanghai';
  const none = language === 'en' ? 'none given' : '未说明';
  const values = {
    who: (language === 'en' ? params['whoEn'] : null) ?? params['who'] ?? '',
    unit: (language === 'en' ? params['unitEn'] : null) ?? params['unit'] ?? '',
    period: params['period'] ?? '',
    instrument: (language === 'en' ? params['instrumentEn'] : null) ?? params['instrument'] ?? '',
    reason: params['reason'] ?? none,
    programme: (language === 'en' ? params['programmeEn'] : params['programme']) ?? '',
    sum: params['sum'] ?? '',
    group: params['group'] ?? '',
    search: params['search'] ?? '',
    count: params['count'] ?? '',
    wish: params['wish'] ?? '',
    granted: params['granted'] ?? '',
    when: when(params, language),
    nextFree: params['nextFreeAt']
      ? dayAndTime(DateTime.fromISO(params['nextFreeAt'], { zone }), language)
      : none,
    until: params['until'] ? dayAndTime(DateTime.fromISO(params['until'], { zone }), language) : '',
    answerBy: params['answerBy']
      ? dayAndTime(DateTime.fromISO(params['answerBy'], { zone }), language)
      : '',
  };
  return language === 'en'
    ? { title: fill(titleEn, values), body: fill(bodyEn, values) }
    : { title: fill(titleZh, values), body: fill(bodyZh, values) };
}

/** The mail that proves an address. */
export function wordsOfCode(code: string, language: Language): { title: string; body: string } {
  return language === 'en'
    ? {
        title: `${code} is your Dayi code`,
        body: `Type ${code} into the notice settings within 30 minutes. If you did not ask for this, ignore it: no mail will come.`,
      }
    : {
        title: `大仪验证码 ${code}`,
        body: `请在 30 分钟内把 ${code} 填进通知设置。不是您本人操作的话不用理会，不会再有邮件。`,
      };
}
