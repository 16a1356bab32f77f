import type { Language } from '../../lib/i18n/language';

/** The name in the reader's language, where it has one. */
export function instrumentName(
  instrument: { name: string; nameEn: string | null },
  language: Language,
): string {
  return language === 'en' && instrument.nameEn ? instrument.nameEn : instrument.name;
}
