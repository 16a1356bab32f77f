import type { Rules } from './api';

type Span = Rules['openingHours'][number];

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

/** A day's first span of hours; a second one, as over noon, is kept as it is. */
export function hoursOn(rules: Rules, weekday: number): Span | null {
  return rules.openingHours.find((span) => span.weekday === weekday) ?? null;
}

/** The rules with a day opened, closed or given other hours. */
export function withHours(
  rules: Rules,
  weekday: number,
  change: Partial<Pick<Span, 'from' | 'to'>> | null,
): Rules {
  const before = hoursOn(rules, weekday);
  const others = rules.openingHours.filter((span) => span !== before);
  if (change === null) {
    return { ...rules, openingHours: others.filter((span) => span.weekday !== weekday) };
  }
  const usual = rules.openingHours[0] ?? { from: '08:30', to: '17:30' };
  const span: Span = { weekday, from: usual.from, to: usual.to, ...before, ...change };
  return {
    ...rules,
    openingHours: [...others, span].sort(
      (a, b) => a.weekday - b.weekday || (a.from < b.from ? -1 : 1),
    ),
  };
}
