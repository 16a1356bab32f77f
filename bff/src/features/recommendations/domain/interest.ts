import { DAY } from '../../../infra/clock.ts';
import type { Affinity } from './affinity.ts';

/** One booking as far as taste goes. */
export interface PastBooking {
  type: string;
  instrumentId: string;
  at: Date;
}

/** Why a type may interest a person; the strongest reason of a type is the one that is told. */
export type TypeReason =
  | { code: 'usual_type' }
  | { code: 'co_booked'; because: string }
  | { code: 'area'; area: string }
  | { code: 'popular' };

export interface Interest {
  type: string;
  score: number;
  reason: TypeReason;
}

export interface Taste {
  history: readonly PastBooking[];
  /** Of the types in the history. */
  affinities: readonly Affinity[];
  /** Declared research areas with their types. */
  areas: readonly { code: string; types: readonly string[] }[];
  /** How many people book each type near by. */
  popularity: ReadonlyMap<string, number>;
}

const HALF_LIFE = 90 * DAY;
/** What a person says of themselves counts less than what they do, and what others do less than both. */
const AREA_WEIGHT = 0.5;
const POPULAR_WEIGHT = 0.3;
/** Within an area a type that nobody near by books still counts this much. */
const UNPOPULAR_SHARE = 0.2;

/** What a booking still says after a while: half after 90 days; one that lies ahead says all. */
export function decayed(at: Date, now: Date): number {
  const age = Math.max(0, now.getTime() - at.getTime());
  return 2 ** (-age / HALF_LIFE);
}

/** Bookings add up with diminishing returns, so that one habit does not hide every other interest. */
const saturated = (sum: number) => sum / (sum + 1);

class Scores {
  private readonly found = new Map<string, { score: number; best: number; reason: TypeReason }>();

  add(type: string, score: number, reason: TypeReason): void {
    const seen = this.found.get(type);
    if (seen === undefined) this.found.set(type, { score, best: score, reason });
    else {
      seen.score += score;
      if (score > seen.best) Object.assign(seen, { best: score, reason });
    }
  }

  sorted(limit: number): Interest[] {
    return [...this.found]
      .map(([type, { score, reason }]) => ({ type, score, reason }))
      .sort((a, b) => b.score - a.score || (a.type < b.type ? -1 : 1))
      .slice(0, limit);
  }
}

/** Sums of decayed bookings by whatever `keyOf` takes from them. */
export function decayedSums(
  history: readonly PastBooking[],
  keyOf: (one: PastBooking) => string,
  now: Date,
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const one of history) {
    const key = keyOf(one);
    sums.set(key, (sums.get(key) ?? 0) + decayed(one.at, now));
  }
  return sums;
}

/**
 * The types that may interest a person, best first: what they book, what those who book the same also
 * book, and, the less is known of them the more, their research areas and what is booked near by.
 */
export function interestsOf(taste: Taste, now: Date, limit: number): Interest[] {
  const { history, affinities, areas, popularity } = taste;
  const own = decayedSums(history, ({ type }) => type, now);
  const scores = new Scores();
  for (const [type, sum] of own) scores.add(type, saturated(sum), { code: 'usual_type' });
  for (const { type, other, weight } of affinities) {
    const pull = saturated(own.get(type) ?? 0) * weight;
    if (pull > 0) scores.add(other, pull, { code: 'co_booked', because: type });
  }
  const known = [...own.values()].reduce((sum, one) => sum + one, 0);
  const unknown = 1 / (1 + known);
  const most = Math.max(1, ...popularity.values());
  const shareOf = (type: string) => (popularity.get(type) ?? 0) / most;
  for (const { code, types } of areas) {
    for (const type of types) {
      const share = UNPOPULAR_SHARE + (1 - UNPOPULAR_SHARE) * shareOf(type);
      scores.add(type, AREA_WEIGHT * unknown * share, { code: 'area', area: code });
    }
  }
  for (const type of popularity.keys()) {
    scores.add(type, POPULAR_WEIGHT * unknown * shareOf(type), { code: 'popular' });
  }
  return scores.sorted(limit);
}
