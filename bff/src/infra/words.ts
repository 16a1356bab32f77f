import { brokenRules, fill, type Language } from '@dayi/shared/problems';
import type { BrokenRule } from '../problem.ts';
import { currentLanguage } from './current-request.ts';

/** 480 → 8 小时 / 8 h, 90 → 1 小时 30 分 / 1 h 30 min, 45 → 45 分钟 / 45 min. */
export function lengthInWords(minutes: number, language: Language): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const isEnglish = language === 'en';
  if (hours === 0) return isEnglish ? `${rest} min` : `${rest} 分钟`;
  const whole = isEnglish ? `${hours} h` : `${hours} 小时`;
  if (rest === 0) return whole;
  return isEnglish ? `${whole} ${rest} min` : `${whole} ${rest} 分`;
}

const countInWords = (count: number, language: Language): string =>
  language === 'en' ? `${count} booking${count === 1 ? '' : 's'}` : `${count} 个预约`;

/** 128050 → ¥1,280.50. */
export const moneyInWords = (fen: number): string =>
  `¥${(fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })}`;

/** The sentence of a broken rule in the reader's language, its values filled in. */
export function wordsOfRule(rule: BrokenRule): string {
  const language = currentLanguage();
  const { bookings, minutes = 0 } = rule.values;
  const length = lengthInWords(Number(minutes), language);
  const amount = bookings === undefined ? length : countInWords(Number(bookings), language);
  const words = brokenRules[rule.code][language === 'en' ? 1 : 0];
  const sums = Object.entries(rule.sums ?? {}).map(([name, fen]) => [
    name.replace(/Fen$/, ''),
    moneyInWords(fen),
  ]);
  return fill(words, {
    length,
    amount,
    ...(Object.fromEntries(sums) as Record<string, string>),
    ...rule.values,
  });
}
