import type { Language } from '../../lib/i18n/language';

/** Zhejiang's cities in English by their division code (GB/T 2260). */
const names: Record<string, string> = {
  '330100': 'Hangzhou',
  '330200': 'Ningbo',
  '330300': 'Wenzhou',
  '330400': 'Jiaxing',
  '330500': 'Huzhou',
  '330600': 'Shaoxing',
  '330700': 'Jinhua',
  '330800': 'Quzhou',
  '330900': 'Zhoushan',
  '331000': 'Taizhou',
  '331100': 'Lishui',
};

/** A city in the reader's language; one without an English name keeps its own. */
export function cityName(code: string, name: string, language: Language): string {
  return language === 'en' ? (names[code] ?? name) : name;
}
