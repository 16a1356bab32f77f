import type { Language } from '@dayi/shared/problems';

type Words = readonly [zh: string, en: string];

/** What a calendar can say of a state: certain, uncertain, off. */
const STATES = {
  held: ['占用中，还没付款', 'Held, not paid yet'],
  requested: ['等同意', 'Waits for approval'],
  confirmed: ['已确认', 'Confirmed'],
  in_use: ['使用中', 'In use'],
  awaiting_results: ['用完，等结果', 'Used; results will follow'],
  completed: ['已完成', 'Completed'],
  disputed: ['有异议', 'Disputed'],
  closed: ['已结清', 'Settled'],
  expired: ['占用已放开', 'Hold let go'],
  rejected: ['没有同意', 'Rejected'],
  cancelled: ['已取消', 'Cancelled'],
  no_show: ['未到', 'Missed'],
} as const satisfies Record<string, Words>;

export type CalendarState = keyof typeof STATES;

const SERVICES = {
  self: ['自己上机', 'Self-use'],
  crew: ['机组代测', 'Run by the crew'],
} as const satisfies Record<string, Words>;

const NAMES = {
  mine: ['大仪预约', 'Dayi bookings'],
  crew: ['大仪机组', 'Dayi crew'],
} as const satisfies Record<string, Words>;

const MORE: Words = ['在大仪查看', 'See it in Dayi'];

const pick = (words: Words, language: Language) => words[language === 'en' ? 1 : 0];

/** TENTATIVE until others have agreed, CANCELLED once it is off (RFC 5545, 3.8.1.11). */
export function statusOf(state: CalendarState): 'TENTATIVE' | 'CONFIRMED' | 'CANCELLED' {
  if (state === 'held' || state === 'requested') return 'TENTATIVE';
  return ['expired', 'rejected', 'cancelled', 'no_show'].includes(state)
    ? 'CANCELLED'
    : 'CONFIRMED';
}

export const feedName = (kind: 'mine' | 'crew', language: Language): string =>
  pick(NAMES[kind], language);

/** Where things stand and how it is run; never who, since a feed's address may end up anywhere. */
export function describe(
  booking: { state: CalendarState; service: 'self' | 'crew' },
  link: string,
  language: Language,
): string {
  return [
    pick(STATES[booking.state], language),
    pick(SERVICES[booking.service], language),
    `${pick(MORE, language)}: ${link}`,
  ].join('\n');
}
