import type { Sentence } from './notice-sentences.ts';

/** What companies and offices hear of applications for vouchers. */
export const VOUCHER_SENTENCES = {
  'voucher_application.to_judge': [
    '有创新券申请等您办理',
    'A voucher application waits for you',
    '{who} 申请 {programme} {sum}。',
    '{who} asks {programme} for {sum}.',
  ],
  'voucher_application.applied': [
    '创新券申请已提交',
    'Your company applied for a voucher',
    '{programme}，{sum}。等主管部门办理。',
    '{programme}, {sum}. It waits for the office.',
  ],
  'voucher_application.approved': [
    '创新券申请已批准',
    'Your voucher application is approved',
    '{programme}，发放 {granted}（申请 {sum}）。现在可以用于预约。',
    '{programme}: {granted} granted of {sum}. It can pay for bookings now.',
  ],
  'voucher_application.rejected': [
    '创新券申请没有批准',
    'Your voucher application was rejected',
    '{programme}，{sum}。原因：{reason}。改好后可以再申请。',
    '{programme}, {sum}. Reason: {reason}. You can apply again.',
  ],
  'voucher_application.withdrawn': [
    '创新券申请已撤回',
    'A voucher application was withdrawn',
    '{who}，{programme} {sum}。',
    '{who}, {programme}, {sum}.',
  ],
  'voucher_application.decided': [
    '创新券申请已办结',
    'A voucher application is decided',
    '{who}，{programme}，申请 {sum}，发放 {granted}。',
    '{who}, {programme}: {sum} asked, {granted} granted.',
  ],
} as const satisfies Record<string, Sentence>;
