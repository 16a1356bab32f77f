import { formatHours, formatQuantity, monthName } from '../../lib/formats';
import type { Translate } from '../../lib/i18n';
import type { Language } from '../../lib/i18n/language';
import type { Item } from './api';

export const FINDINGS = ['idle', 'under_used', 'sensor_offline', 'best_used'] as const;
export const OUTCOMES = ['still', 'unknown', 'unmonitored', 'mended'] as const;

/** 2026年9–10月, Sep–Oct 2026. */
export function periodText(key: string, language: Language, t: Translate): string {
  const [year = '', month = ''] = key.split('-');
  const first = Number(month);
  return t('bulletin.period', {
    year,
    from: monthName(first, language),
    to: monthName(first + 1, language),
  });
}

/** 4,999.6 */
export const hoursText = (hours: number): string =>
  formatQuantity(hours).replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','));

/** 94.2%, or the word for nothing. */
export const percent = (share: number | null, t: Translate): string =>
  share === null ? t('bulletin.nothing') : `${(share * 100).toFixed(1)}%`;

/** Why an instrument is named, in words. */
export function findingText(item: Item, language: Language, t: Translate): string {
  const { class: use, coverage, effectiveHours, finding, isReadEnough, useShare } = item;
  const count = use?.count ?? 0;
  switch (finding) {
    case 'idle':
      return t('bulletin.idleText');
    case 'under_used':
      return t('bulletin.underText', {
        share: percent(useShare, t),
        count,
        quartile: percent(use?.quartile ?? null, t),
      });
    case 'best_used':
      return t('bulletin.bestText', { hours: formatHours(effectiveHours, language), count });
    case 'sensor_offline': {
      const text = t('bulletin.offlineText', { share: percent(1 - (coverage ?? 0), t) });
      const stop = language === 'en' ? '. ' : '。';
      return isReadEnough ? text : `${text}${stop}${t('bulletin.unread')}`;
    }
  }
}
