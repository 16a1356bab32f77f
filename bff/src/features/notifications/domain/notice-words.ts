import { DateTime } from 'luxon';
import { fill, type Language } from '@dayi/shared/problems';

type Sentence = readonly [titleZh: string, titleEn: string, bodyZh: string, bodyEn: string];

/** One sentence per change that someone should hear of. Fact first, then what to do. */
const SENTENCES = {
  'booking.requested': [
    '有新的预约等您同意',
    'A booking waits for your approval',
    '{who} 预约 {instrument}，{when}。请在 {answerBy} 前答复，逾期自动全额退款。',
    '{who} asks for {instrument}, {when}. Answer by {answerBy}; unanswered it is refunded in full.',
  ],
  'booking.confirmed': [
    '预约已同意',
    'Your booking is approved',
    '{instrument}，{when}。',
    '{instrument}, {when}.',
  ],
  'booking.rejected': [
    '预约没有同意，已全额退款',
    'Your booking was rejected and refunded in full',
    '{instrument}，{when}。原因：{reason}',
    '{instrument}, {when}. Reason: {reason}',
  ],
  'booking.lapsed': [
    '机组没有及时答复，已全额退款',
    'The crew did not answer in time; refunded in full',
    '{instrument}，{when}。可以换个时间再约。',
    '{instrument}, {when}. You can book another time.',
  ],
  'booking.cancelled': [
    '预约已取消',
    'The booking was cancelled',
    '{instrument}，{when}。原因：{reason}',
    '{instrument}, {when}. Reason: {reason}',
  ],
  'booking.outage': [
    '仪器停用，预约已取消并全额退款',
    'The instrument is out of use; your booking is cancelled and refunded in full',
    '{instrument}，{when}。原因：{reason}。最近可约：{nextFree}。',
    '{instrument}, {when}. Reason: {reason}. Next free: {nextFree}.',
  ],
  'booking.no_show': [
    '没有按时到场，预约已作废',
    'You did not come; the booking has ended',
    '{instrument}，{when}。如有原因，可以申诉。',
    '{instrument}, {when}. If there was a reason, you can appeal.',
  ],
  'booking.moved': [
    '预约已改期',
    'The booking was moved',
    '{instrument}，现为 {when}。',
    '{instrument}, now {when}.',
  ],
  'booking.appealed': [
    '有预约申诉等您处理',
    'An appeal waits for you',
    '{who}：{reason}（{instrument}，{when}）',
    '{who}: {reason} ({instrument}, {when})',
  ],
  'booking.waived': [
    '申诉通过，费用已退回',
    'You are excused and any fee is refunded',
    '{instrument}，{when}。',
    '{instrument}, {when}.',
  ],
  'booking.in_use': [
    '已开始使用',
    'Use has begun',
    '{instrument}，{when}。',
    '{instrument}, {when}.',
  ],
  'booking.awaiting_results': [
    '使用已结束，等结果',
    'Use has ended; results will follow',
    '{instrument}，{when}。',
    '{instrument}, {when}.',
  ],
  'booking.completed': [
    '结果已交付，请查看并确认',
    'Results are here; look and accept',
    '{instrument}，{when}。7 天内没有异议则自动确认。',
    '{instrument}, {when}. Accepted by itself after 7 days.',
  ],
  'booking.disputed': [
    '结果有异议，已暂停结算',
    'Results are disputed; settlement has stopped',
    '{who}：{reason}（{instrument}，{when}）',
    '{who}: {reason} ({instrument}, {when})',
  ],
  'booking.closed': [
    '预约已结清',
    'The booking is settled',
    '{instrument}，{when}。可以写评价了。',
    '{instrument}, {when}. You can review it now.',
  ],
  'booking.expired': [
    '占用已到时放开，没有扣款',
    'Your hold ended and nothing was charged',
    '{instrument}，{when}。',
    '{instrument}, {when}.',
  ],
} as const satisfies Record<string, Sentence>;

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
    who: params['who'] ?? '',
    instrument: params['instrument'] ?? '',
    reason: params['reason'] ?? none,
    when: when(params, language),
    nextFree: params['nextFreeAt']
      ? dayAndTime(DateTime.fromISO(params['nextFreeAt'], { zone }), language)
      : none,
    answerBy: params['answerBy']
      ? dayAndTime(DateTime.fromISO(params['answerBy'], { zone }), language)
      : '',
  };
  return language === 'en'
    ? { title: titleEn, body: fill(bodyEn, values) }
    : { title: titleZh, body: fill(bodyZh, values) };
}
