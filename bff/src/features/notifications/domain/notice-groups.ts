/** What people choose channels by: work that waits for them, their bookings, results, money, reviews, saved searches. */
export const NOTICE_GROUPS = [
  'work',
  'bookings',
  'results',
  'money',
  'reviews',
  'searches',
] as const;
export type NoticeGroup = (typeof NOTICE_GROUPS)[number];

/** Groups that the app always shows: who misses one of these may lose money or a slot. */
export const ALWAYS_IN_APP: readonly NoticeGroup[] = ['work', 'bookings', 'results', 'money'];

/** Kinds whose group is not that of the thing they are about. */
const ELSEWHERE: Readonly<Record<string, NoticeGroup>> = {
  'booking.requested': 'work',
  'booking.appealed': 'work',
  'booking.disputed': 'work',
  'review.to_judge': 'work',
  'voucher_application.to_judge': 'work',
  'booking.end_missing': 'work',
  'booking.end_proposed': 'work',
  'booking.appeal_refused': 'money',
  'booking.closed': 'money',
  'booking.settled': 'money',
  'booking.waived': 'money',
  'booking.awaiting_results': 'results',
  'booking.completed': 'results',
  'booking.delivered': 'results',
  'booking.answered': 'results',
  'booking.reopened': 'results',
  'booking.resolved': 'money',
  'booking.check_waiting': 'work',
  'booking.sent_back': 'work',
  'booking.infected': 'work',
  'booking.files_expiring': 'results',
  'booking.files_removed': 'results',
};

const BY_THING: Readonly<Record<string, NoticeGroup>> = {
  booking: 'bookings',
  alarm: 'work',
  bulletin: 'work',
  review: 'reviews',
  saved_search: 'searches',
  result: 'results',
  upload: 'results',
  wish: 'bookings',
};

/** The group of a kind; what is about none of these things is about money. */
export function groupOf(kind: string): NoticeGroup {
  return ELSEWHERE[kind] ?? BY_THING[kind.split('.')[0] ?? ''] ?? 'money';
}
