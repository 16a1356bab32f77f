import {
  type BookingFacts,
  decideBooking,
} from '../../bff/src/features/bookings/domain/decide-booking.ts';
import { type BookingRules, DEFAULT_RULES } from '../../bff/src/features/instruments/index.ts';

/** An instant by Shanghai's wall clock, `2026-11-25T14:00`. */
export const at = (local: string): Date => new Date(`${local}:00.000+08:00`);

export const later = (date: Date, ms: number): Date => new Date(date.getTime() + ms);

export const range = (from: string, to: string) => ({ startsAt: at(from), endsAt: at(to) });

export const rulesWith = (change: Partial<BookingRules> = {}): BookingRules => ({
  ...DEFAULT_RULES,
  ...change,
});

/** The same hours on every day of the week. */
export const openDaily = (from: string, to: string) =>
  [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from, to }));

export const DAY_AND_NIGHT = rulesWith({
  openingHours: openDaily('00:00', '24:00'),
  closedOnHolidays: false,
});

/** The rules that a wish breaks which is fine but for what is given. */
export function codesOf(change: Partial<BookingFacts>): string[] {
  const decision = decideBooking({
    now: at('2026-11-24T09:42'),
    range: range('2026-11-25T14:00', '2026-11-25T16:00'),
    service: 'self',
    rules: DAY_AND_NIGHT,
    timeZone: 'Asia/Shanghai',
    kind: 'time',
    instrument: { status: 'open', takesTime: true, takesSamples: true },
    userKind: 'own_unit',
    isChargeToRefused: false,
    hasPrice: true,
    coolingDown: [],
    holds: 0,
    quotas: [],
    member: null,
    noShows: 0,
    movableUntil: null,
    isAgreed: false,
    ...change,
  });
  return decision.ok ? [] : decision.broken.map(({ code }) => code);
}
