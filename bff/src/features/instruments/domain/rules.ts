import type { UserKind } from './user-kind.ts';

export interface OpeningHours {
  /** ISO weekday, 1 Monday to 7 Sunday. */
  weekday: number;
  /** Wall-clock times of the unit's zone; `24:00` ends the day. */
  from: string;
  to: string;
}

/** At most `limit` minutes or bookings for one person or group, in a period or open at once. */
export interface Quota {
  who: 'user' | 'group';
  per: 'day' | 'week' | 'month' | 'open';
  of: 'minutes' | 'bookings';
  limit: number;
}

/** The rules an instrument carries; versions of them lie in `booking_rules`. Minutes throughout. */
export interface BookingRules {
  openingHours: OpeningHours[];
  closedOnHolidays: boolean;
  gridMinutes: number;
  minMinutes: number;
  maxMinutes: number;
  leadMinutes: number;
  horizonDays: number;
  /** For users of the instrument's own unit, where they may look further ahead; else null. */
  ownUnitHorizonDays: number | null;
  bufferBeforeMinutes: number;
  bufferAfterMinutes: number;
  /** Whether warm-up and clean-up are paid for like booked time. */
  chargesBuffers: boolean;
  quotas: Quota[];
  approval: 'none' | 'outside' | 'all';
  service: 'self' | 'crew' | 'both';
  acceptedUserKinds: UserKind[];
  freeCancelMinutes: number;
  lateCancelPercent: number;
  noShowPercent: number;
  /** Whether a delivery waits until a second person of the crew has released it. */
  resultsCheckedBySecond: boolean;
  /** How long files of results are kept; null is the platform's own time. */
  keepResultsDays: number | null;
}

/** What holds where an instrument says nothing (rules of the domain, "Booking"). */
export const DEFAULT_RULES: BookingRules = {
  openingHours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '08:30', to: '17:30' })),
  closedOnHolidays: true,
  gridMinutes: 30,
  minMinutes: 30,
  maxMinutes: 480,
  leadMinutes: 120,
  horizonDays: 30,
  ownUnitHorizonDays: null,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  chargesBuffers: false,
  quotas: [],
  approval: 'outside',
  service: 'both',
  acceptedUserKinds: ['own_group', 'own_unit', 'academic', 'company'],
  freeCancelMinutes: 1440,
  lateCancelPercent: 50,
  noShowPercent: 100,
  resultsCheckedBySecond: false,
  keepResultsDays: null,
};

/** A day for the crew to answer (rules of the domain: approval adds 24 h to the lead time). */
export const APPROVAL_LEAD_MINUTES = 1440;

export function needsApproval(rules: BookingRules, kind: UserKind): boolean {
  if (rules.approval === 'outside') return kind === 'academic' || kind === 'company';
  return rules.approval === 'all';
}

export function leadMinutesFor(rules: BookingRules, kind: UserKind): number {
  return rules.leadMinutes + (needsApproval(rules, kind) ? APPROVAL_LEAD_MINUTES : 0);
}

export function horizonDaysFor(rules: BookingRules, kind: UserKind): number {
  const isOwn = kind === 'own_group' || kind === 'own_unit';
  return isOwn ? (rules.ownUnitHorizonDays ?? rules.horizonDays) : rules.horizonDays;
}

/** Rules as they lie in the database; versions older than a rule have its default. */
export function completeRules(stored: Partial<BookingRules>): BookingRules {
  return { ...DEFAULT_RULES, ...stored };
}
