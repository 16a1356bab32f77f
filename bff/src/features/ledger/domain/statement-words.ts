import type { Language } from '@dayi/shared/problems';
import type { TransferKind } from './transfer.ts';

const KINDS: Readonly<Record<TransferKind, readonly [zh: string, en: string]>> = {
  top_up: ['充值', 'Top-up'],
  pay_off: ['还款', 'Pay-off'],
  grant: ['发放', 'Grant'],
  lapse: ['失效', 'Lapse'],
  payment: ['付款', 'Payment'],
  refund: ['退款', 'Refund'],
  settlement: ['结算退回', 'Settlement'],
  waiver: ['免除退回', 'Waiver'],
};

const WORDS = {
  title: ['账户对账单', 'Account statement'],
  unit: ['单位', 'Unit'],
  payer: ['付款方', 'Payer'],
  month: ['月份', 'Month'],
  at: ['时间', 'Time'],
  kind: ['事项', 'What'],
  instrument: ['仪器', 'Instrument'],
  who: ['预约人', 'Booked by'],
  amount: ['金额（元）', 'Amount (CNY)'],
  balance: ['余额（元）', 'Balance (CNY)'],
  opening: ['期初余额', 'Opening balance'],
  closing: ['期末余额', 'Closing balance'],
  none: ['本月没有变动', 'Nothing moved this month'],
} as const;

/** What a file of a statement calls things. */
export function statementWords(language: Language) {
  const at = language === 'en' ? 1 : 0;
  return {
    of: (word: keyof typeof WORDS): string => WORDS[word][at],
    kindOf: (kind: TransferKind): string => KINDS[kind][at],
  };
}

/** 1,234.50, of fen. */
export const inYuan = (fen: number): string =>
  (fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
