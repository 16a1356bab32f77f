import type { Translate } from '../../lib/i18n';
import { formatLength, weekdayName } from '../../lib/formats';
import type { Language } from '../../lib/i18n/language';
import type { Instrument } from './api';

type OpeningHours = Instrument['rules']['openingHours'];

/** 周一至周五 08:30–17:30; days with the same hours that follow one another are read as one. */
export function openingWords(hours: OpeningHours, language: Language): string {
  const spans = new Map<number, string>();
  for (const { weekday, from, to } of hours) {
    const span = `${from}–${to}`;
    spans.set(weekday, spans.has(weekday) ? `${spans.get(weekday) ?? ''} ${span}` : span);
  }
  const runs: { first: number; last: number; span: string }[] = [];
  for (let weekday = 1; weekday <= 7; weekday += 1) {
    const span = spans.get(weekday);
    const run = runs.at(-1);
    if (span === undefined) continue;
    if (run && run.last === weekday - 1 && run.span === span) run.last = weekday;
    else runs.push({ first: weekday, last: weekday, span });
  }
  const between = language === 'en' ? '–' : '至';
  return runs
    .map(({ first, last, span }) => {
      const days =
        first === last
          ? weekdayName(first, language)
          : `${weekdayName(first, language)}${between}${weekdayName(last, language)}`;
      return `${days} ${span}`;
    })
    .join(language === 'en' ? '; ' : '；');
}

/** Minutes as hours where they are whole hours, for "提前 26 小时". */
function leadWords(minutes: number, language: Language): string {
  return formatLength(minutes, language);
}

export interface RuleLine {
  icon: 'clock' | 'calendar' | 'shield' | 'yen' | 'people';
  text: string;
}

/** An instrument's booking rules as sentences. */
export function rulesInWords(
  instrument: {
    rules: Omit<Instrument['rules'], 'timeZone'>;
    leadMinutesForYou: number;
    needsApprovalForYou: boolean;
  },
  t: Translate,
  language: Language,
): RuleLine[] {
  const { rules } = instrument;
  const hours = openingWords(rules.openingHours, language);
  const lines: RuleLine[] = [
    { icon: 'clock', text: hours ? t('rules.open', { hours }) : t('rules.closed') },
    {
      icon: 'calendar',
      text: t('rules.ahead', {
        lead: leadWords(instrument.leadMinutesForYou, language),
        days: rules.horizonDays,
      }),
    },
    {
      icon: 'calendar',
      text: t('rules.length', {
        least: formatLength(rules.minMinutes, language),
        most: formatLength(rules.maxMinutes, language),
      }),
    },
    {
      icon: 'shield',
      text: instrument.needsApprovalForYou ? t('rules.approval') : t('rules.noApproval'),
    },
    {
      icon: 'yen',
      text: t('rules.cancel', {
        limit: formatLength(rules.freeCancelMinutes, language),
        late: rules.lateCancelPercent,
        missed: rules.noShowPercent,
      }),
    },
  ];
  if (rules.closedOnHolidays) lines.splice(1, 0, { icon: 'calendar', text: t('rules.holidays') });
  if (rules.service !== 'both') {
    lines.splice(-1, 0, {
      icon: 'people',
      text: rules.service === 'self' ? t('rules.selfOnly') : t('rules.crewOnly'),
    });
  }
  if (rules.resultsCheckedBySecond) lines.push({ icon: 'shield', text: t('rules.secondCheck') });
  return lines;
}
