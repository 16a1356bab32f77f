import { ALARM_SENTENCES } from './alarm-sentences.ts';
import { BULLETIN_SENTENCES } from './bulletin-sentences.ts';
import { GROUP_SENTENCES } from './group-sentences.ts';
import { SEARCH_SENTENCES } from './search-sentences.ts';
import { VOUCHER_SENTENCES } from './voucher-sentences.ts';

export type Sentence = readonly [titleZh: string, titleEn: string, bodyZh: string, bodyEn: string];

/** One sentence per change that someone should hear of. Fact first, then what to do. */
export const SENTENCES = {
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
  'booking.end_missing': [
    '有用时没有结束记录',
    'The end of a use is missing',
    '{who}，{instrument}，{when}。请补记结束时间。',
    '{who}, {instrument}, {when}. Write down when it ended.',
  ],
  'booking.end_unknown': [
    '用时还没有结束记录',
    'The end of your use is not written down yet',
    '{instrument}，{when}。您可以提出实际结束时间。',
    '{instrument}, {when}. You can say when it ended.',
  ],
  'booking.end_proposed': [
    '用户提出了结束时间',
    'A user says when use ended',
    '{who}，{instrument}，{until}。请核对后结束使用。',
    '{who}, {instrument}, {until}. Check it and end the use.',
  ],
  'booking.appeal_refused': [
    '申诉没有通过',
    'Your appeal was refused',
    '{instrument}，{when}。原因：{reason}',
    '{instrument}, {when}. Reason: {reason}',
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
  'booking.delivered': [
    '结果有新的一版，请查看并确认',
    'There is a new version of your results; look and accept',
    '{instrument}，{when}。7 天内没有异议则自动确认。',
    '{instrument}, {when}. Accepted by itself after 7 days.',
  ],
  'booking.answered': [
    '机组已就您的异议交付新版，请再确认',
    'The crew answered your dispute with a new version; look and accept',
    '{instrument}，{when}。7 天内没有异议则自动确认。',
    '{instrument}, {when}. Accepted by itself after 7 days.',
  ],
  'booking.reopened': [
    '异议已处理，请再确认结果',
    'The dispute is dealt with; look at the results again',
    '{instrument}，{when}。处理意见：{reason}。7 天内没有异议则自动确认。',
    '{instrument}, {when}. Decision: {reason}. Accepted by itself after 7 days.',
  ],
  'booking.resolved': [
    '异议已裁定，预约已结清',
    'The dispute is decided and the booking settled',
    '{instrument}，{when}。处理意见：{reason}',
    '{instrument}, {when}. Decision: {reason}',
  ],
  'booking.check_waiting': [
    '有结果等您复核',
    'Results wait for your check',
    '{who} 的 {instrument}，{when}。复核后才交给预约人。',
    '{instrument} for {who}, {when}. They go out once checked.',
  ],
  'booking.sent_back': [
    '结果复核没有通过',
    'Results were sent back',
    '{who} 的 {instrument}，{when}。原因：{reason}',
    '{instrument} for {who}, {when}. Reason: {reason}',
  ],
  'booking.infected': [
    '结果文件查出病毒，已停止下载',
    'A virus was found in a results file; it cannot be fetched',
    '{instrument}，{when}。{reason}。机组需重新交付一版。',
    '{instrument}, {when}. {reason}. The crew has to deliver a new version.',
  ],
  'booking.files_expiring': [
    '结果文件快到保存期',
    'Results files will be removed soon',
    '{instrument}，{when}。{until} 后删除，请及时下载；记录和校验值仍保留。',
    '{instrument}, {when}. They go after {until}; download them before. Their record and hashes stay.',
  ],
  'booking.files_removed': [
    '结果文件已过保存期，已删除',
    'Results files are past their keeping time and removed',
    '{instrument}，{when}。记录和校验值仍保留。',
    '{instrument}, {when}. Their record and hashes stay.',
  ],
  'booking.closed': [
    '预约已结清',
    'The booking is settled',
    '{instrument}，{when}。可以写评价了。',
    '{instrument}, {when}. You can review it now.',
  ],
  'booking.booked': [
    '有新的预约，不用同意',
    'A new booking; nothing to approve',
    '{who} 预约 {instrument}，{when}。',
    '{who} booked {instrument}, {when}.',
  ],
  'booking.missed': [
    '用户没有到场，预约已结束',
    'The user did not come; the booking has ended',
    '{who}，{instrument}，{when}。可以免除费用。',
    '{who}, {instrument}, {when}. You can waive the fee.',
  ],
  'booking.settled': [
    '预约已结清',
    'The booking is settled',
    '{who}，{instrument}，{when}。',
    '{who}, {instrument}, {when}.',
  ],
  'booking.agreed': [
    '预约已有一方同意，还等另一方',
    'One side has agreed; the other is still asked',
    '{instrument}，{when}。',
    '{instrument}, {when}.',
  ],
  'review.written': ['收到新评价', 'There is a new review', '{instrument}。', '{instrument}.'],
  'review.edited': ['评价已修改', 'A review was edited', '{instrument}。', '{instrument}.'],
  'review.replied': [
    '机组回复了您的评价',
    'The crew replied to your review',
    '{instrument}：{reason}',
    '{instrument}: {reason}',
  ],
  'review.appealed': [
    '您的评价被申诉，裁定前不显示',
    'Your review is appealed and hidden until judged',
    '{instrument}。理由：{reason}',
    '{instrument}. Reason: {reason}',
  ],
  'review.to_judge': [
    '有评价申诉等您裁定',
    'An appeal against a review waits for you',
    '{instrument}。理由：{reason}',
    '{instrument}. Reason: {reason}',
  ],
  'review.restored': [
    '申诉不成立，评价恢复显示',
    'The appeal failed; the review is shown again',
    '{instrument}。理由：{reason}',
    '{instrument}. Reason: {reason}',
  ],
  'review.removed': [
    '申诉成立，评价已移除',
    'The appeal succeeded; the review is removed',
    '{instrument}。理由：{reason}',
    '{instrument}. Reason: {reason}',
  ],
  'booking.expired': [
    '占用已到时放开，没有扣款',
    'Your hold ended and nothing was charged',
    '{instrument}，{when}。',
    '{instrument}, {when}.',
  ],
  ...ALARM_SENTENCES,
  ...BULLETIN_SENTENCES,
  ...SEARCH_SENTENCES,
  ...VOUCHER_SENTENCES,
  ...GROUP_SENTENCES,
} as const satisfies Record<string, Sentence>;
