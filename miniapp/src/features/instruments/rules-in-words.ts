import type { Translate } from '../../lib/i18n';
import { formatLength, weekdayName } from '../../lib/formats';
import type { Language } from '../../lib/i18n/language';
import type { Instrument } from './api';
import { quotaSentence } from './quota-words';

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
  const length = (minutes: number) => formatLength(minutes, language);
  const hours = openingWords(rules.openingHours, language);
  const { bufferBeforeMinutes: before, bufferAfterMinutes: after, ownUnitHorizonDays } = rules;
  const isOwnOther = ownUnitHorizonDays !== null && ownUnitHorizonDays !== rules.horizonDays;
  const buffers = [
    ...(before ? [t('rules.before', { length: length(before) })] : []),
    ...(after ? [t('rules.after', { length: length(after) })] : []),
  ];
  const line = (icon: RuleLine['icon'], text: string): RuleLine => ({ icon, text });
  return [
    line('clock', hours ? t('rules.open', { hours }) : t('rules.closed')),
    ...(rules.closedOnHolidays ? [line('calendar', t('rules.holidays'))] : []),
    line(
      'calendar',
      t('rules.ahead', { lead: length(instrument.leadMinutesForYou), days: rules.horizonDays }),
    ),
    ...(isOwnOther ? [line('calendar', t('rules.ownAhead', { days: ownUnitHorizonDays }))] : []),
    line(
      'calendar',
      t('rules.length', { least: length(rules.minMinutes), most: length(rules.maxMinutes) }),
    ),
    ...(buffers.length
      ? [
          line(
            'clock',
            t(rules.chargesBuffers ? 'rules.charged' : 'rules.notCharged', {
              buffers: buffers.join(language === 'en' ? ', ' : '，'),
            }),
          ),
        ]
      : []),
    ...rules.quotas.map((quota) => line('people', quotaSentence(quota, language))),
    line('shield', t(instrument.needsApprovalForYou ? 'rules.approval' : 'rules.noApproval')),
    ...(rules.service === 'both'
      ? []
      : [line('people', t(rules.service === 'self' ? 'rules.selfOnly' : 'rules.crewOnly'))]),
    line(
      'yen',
      t('rules.cancel', {
        limit: length(rules.freeCancelMinutes),
        late: rules.lateCancelPercent,
        missed: rules.noShowPercent,
      }),
    ),
    ...(rules.resultsCheckedBySecond ? [line('shield', t('rules.secondCheck'))] : []),
  ];
}
