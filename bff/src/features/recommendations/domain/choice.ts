import { DAY } from '../../../infra/clock.ts';
import type { Interest, TypeReason } from './interest.ts';

/** An instrument that may be shown, with what its order hangs on. */
export interface Candidate {
  instrumentId: string;
  type: string;
  /** Null where either place is unknown. */
  distanceKm: number | null;
  isInCity: boolean;
  /** This person's price for the usual unit. */
  priceFen: number;
  /** Bayesian mean in thousandths, 0 without reviews. */
  ratingMilli: number;
  reviews: number;
  nextFreeAt: Date | null;
  /** When it was opened or re-opened, where that is not long ago. */
  openedAt: Date | null;
  /** The person's own bookings of it, decayed; 0 where there is none. */
  booked: number;
}

export type ChoiceReason =
  TypeReason | { code: 'booked_before' | 'new_nearby' | 'rated' | 'free_soon' };

export interface Chosen {
  instrumentId: string;
  type: string;
  score: number;
  distanceKm: number | null;
  ratingMilli: number;
  reasons: ChoiceReason[];
}

const MOST_OF_A_TYPE = 3;
const MOST_BOOKED_BEFORE = 3;
const MOST_REASONS = 3;
/** At this distance a trip is worth a third of none. */
const FAR_KM = 60;
const NEAR_KM = 30;
const NEW = 30 * DAY;
const SOON = 3 * DAY;
const WELL_RATED = 4_500;
const ENOUGH_REVIEWS = 3;

const between = (low: number, value: number, high: number) => Math.min(high, Math.max(low, value));

function placeFactor({ distanceKm, isInCity }: Candidate): number {
  if (distanceKm === null) return isInCity ? 1 : 0.5;
  return Math.max(isInCity ? 0.7 : 0.2, Math.exp(-distanceKm / FAR_KM));
}

/** Unrated stands where a middling rating does. */
function ratingFactor({ ratingMilli, reviews }: Candidate): number {
  return reviews === 0 ? 1 : between(0.8, 1 + (ratingMilli - 4_000) / 5_000, 1.2);
}

function priceFactor(priceFen: number, usualFen: number): number {
  return usualFen === 0 ? 1 : between(0.8, 1.2 - (0.2 * priceFen) / usualFen, 1.15);
}

function freeFactor({ nextFreeAt }: Candidate, now: Date): number {
  if (nextFreeAt === null) return 0.6;
  return nextFreeAt.getTime() - now.getTime() <= SOON ? 1.1 : 1;
}

const isNew = ({ openedAt, isInCity, distanceKm }: Candidate, now: Date) =>
  openedAt !== null &&
  now.getTime() - openedAt.getTime() <= NEW &&
  (isInCity || (distanceKm !== null && distanceKm <= NEAR_KM));

function reasonsOf(one: Candidate, { reason }: Interest, now: Date): ChoiceReason[] {
  const isFreeSoon = one.nextFreeAt !== null && one.nextFreeAt.getTime() - now.getTime() <= SOON;
  const found: ChoiceReason[] = [
    one.booked > 0 ? { code: 'booked_before' } : reason,
    ...(isNew(one, now) ? [{ code: 'new_nearby' } as const] : []),
    ...(one.reviews >= ENOUGH_REVIEWS && one.ratingMilli >= WELL_RATED
      ? [{ code: 'rated' } as const]
      : []),
    ...(isFreeSoon ? [{ code: 'free_soon' } as const] : []),
  ];
  return found.slice(0, MOST_REASONS);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/**
 * The instruments to show, best first: interest in the type, then place, rating, price for this person
 * and the next free slot. At most three of a type, and at most three that the person books already:
 * they know those.
 */
export function chooseInstruments(
  candidates: readonly Candidate[],
  interests: readonly Interest[],
  now: Date,
  limit: number,
): Chosen[] {
  const byType = new Map(interests.map((one) => [one.type, one]));
  const usual = new Map(
    interests.map(({ type }) => [
      type,
      median(candidates.filter((one) => one.type === type).map(({ priceFen }) => priceFen)),
    ]),
  );
  const scored = candidates.flatMap((one) => {
    const interest = byType.get(one.type);
    if (interest === undefined) return [];
    const score =
      interest.score *
      (1 + one.booked) *
      placeFactor(one) *
      ratingFactor(one) *
      priceFactor(one.priceFen, usual.get(one.type) ?? 0) *
      freeFactor(one, now) *
      (isNew(one, now) ? 1.2 : 1);
    return [{ one, interest, score }];
  });
  scored.sort((a, b) => b.score - a.score || (a.one.instrumentId < b.one.instrumentId ? -1 : 1));
  const ofType = new Map<string, number>();
  let bookedBefore = 0;
  const chosen: Chosen[] = [];
  for (const { one, interest, score } of scored) {
    if (chosen.length === limit) break;
    const before = ofType.get(one.type) ?? 0;
    if (before === MOST_OF_A_TYPE) continue;
    if (one.booked > 0 && bookedBefore === MOST_BOOKED_BEFORE) continue;
    ofType.set(one.type, before + 1);
    if (one.booked > 0) bookedBefore += 1;
    const { instrumentId, type, distanceKm, ratingMilli } = one;
    const reasons = reasonsOf(one, interest, now);
    chosen.push({ instrumentId, type, score, distanceKm, ratingMilli, reasons });
  }
  return chosen;
}
