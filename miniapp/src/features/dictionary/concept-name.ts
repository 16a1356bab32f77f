import type { Language } from '../../lib/i18n/language';

/** A kind in the reader's language, as far as it has a name there. */
export function conceptName(
  { zh, en }: { zh: string; en: string | null },
  language: Language,
): string {
  return language === 'en' ? (en ?? zh) : zh;
}
