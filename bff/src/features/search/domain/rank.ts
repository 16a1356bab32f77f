import type { UserKind } from '../../instruments/index.ts';
import { type Field, matchFields } from './document.ts';

export type SortBy = 'relevance' | 'distance' | 'price' | 'rating' | 'nextFree';

export interface Place {
  lat: number;
  lon: number;
}

interface Rankable {
  instrumentId: string;
  lat: number | null;
  lon: number | null;
  pricesFen: Record<UserKind, number | null>;
  ratingMilli: number;
  nextFreeAt: Date | null;
  text: string;
}

export interface Ranked<T> {
  hit: T;
  matchedIn: Field[];
  distanceKm: number | null;
}

const EARTH_KM = 6371;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Great-circle distance, to a tenth of a kilometre. */
export function distanceKm(a: Place, b: Place): number {
  const x =
    Math.sin(radians(b.lat - a.lat) / 2) ** 2 +
    Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lon - a.lon) / 2) ** 2;
  return Math.round(20 * EARTH_KM * Math.asin(Math.sqrt(x))) / 10;
}

/** Missing sorts last, whatever is asked for. */
const missingLast = (value: number | null) => value ?? Number.MAX_SAFE_INTEGER;

/**
 * All matches in the order asked for, prices those of `userKind`; ties by rating, then id, so that
 * pages never overlap.
 */
export function rank<T extends Rankable>(
  hits: readonly T[],
  words: readonly string[],
  sort: SortBy,
  near: Place | null,
  userKind: UserKind,
): Ranked<T>[] {
  const keyed = hits.map((hit) => {
    const match = words.length > 0 ? matchFields(hit.text, words) : { fields: [], score: 0 };
    const isPlaced = near !== null && hit.lat !== null && hit.lon !== null;
    const distance = isPlaced ? distanceKm(near, { lat: hit.lat ?? 0, lon: hit.lon ?? 0 }) : null;
    const free = missingLast(hit.nextFreeAt?.getTime() ?? null);
    const key = {
      relevance: words.length > 0 ? -match.score : free,
      distance: missingLast(distance),
      price: missingLast(hit.pricesFen[userKind]),
      rating: -hit.ratingMilli,
      nextFree: free,
    }[sort];
    return { hit, matchedIn: match.fields, distanceKm: distance, key };
  });
  return keyed
    .sort(
      (a, b) =>
        a.key - b.key ||
        b.hit.ratingMilli - a.hit.ratingMilli ||
        (a.hit.instrumentId < b.hit.instrumentId ? -1 : 1),
    )
    .map(({ hit, matchedIn, distanceKm: km }) => ({ hit, matchedIn, distanceKm: km }));
}
