import type { UserKind } from '../../instruments/index.ts';
import type { Catalogue } from './catalogue.ts';

export type SortBy = 'relevance' | 'distance' | 'price' | 'rating' | 'nextFree';

export interface Place {
  lat: number;
  lon: number;
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

/** How far an instrument is, null where either place is not known. */
export function distanceTo(
  one: { lat: number | null; lon: number | null },
  near: Place | null,
): number | null {
  if (near === null || one.lat === null || one.lon === null) return null;
  return distanceKm(near, { lat: one.lat, lon: one.lon });
}

export interface Order {
  by: SortBy;
  /** What comes first among what answers a question about as well. */
  among: 'distance' | 'price' | null;
  near: Place | null;
  /** Whose prices are compared. */
  userKind: UserKind;
}

/** Documents with what each is worth to a question; `scores` is null where nothing was asked. */
export interface Matches {
  docs: Uint32Array;
  scores: Float32Array | null;
}

/** More than any price or distance. */
const HUGE = 1e12;

/** Less comes first. Missing sorts last, whatever is asked for. */
function keyOf(
  catalogue: Catalogue,
  { by, among, near, userKind }: Order,
  scores: Matches['scores'],
) {
  if (by === 'relevance' && among !== null) {
    const least = keyOf(catalogue, { by: among, among: null, near, userKind }, null);
    return (doc: number, at: number): number =>
      Math.min(least(doc, at), HUGE) / HUGE - Math.round(scores?.[at] ?? 0);
  }
  const keys: Record<SortBy, (doc: number, at: number) => number> = {
    relevance: scores === null ? (doc) => catalogue.freeOf(doc) : (_, at) => -(scores[at] ?? 0),
    distance: (doc) => distanceTo(catalogue.at(doc), near) ?? Number.MAX_SAFE_INTEGER,
    price: (doc) => catalogue.priceOf(doc, userKind),
    rating: (doc) => -catalogue.ratingOf(doc),
    nextFree: (doc) => catalogue.freeOf(doc),
  };
  return keys[by];
}

/**
 * The first `most` matches in the order asked for; ties by rating, then id, so that pages never overlap.
 */
export function rank(
  catalogue: Catalogue,
  { docs, scores }: Matches,
  order: Order,
  most: number,
): number[] {
  const key = keyOf(catalogue, order, scores);
  const keys = new Float64Array(docs.length);
  for (let at = 0; at < docs.length; at += 1) keys[at] = key(docs[at] ?? 0, at);
  const isBefore = (a: number, b: number): boolean => {
    const [x, y] = [keys[a] ?? 0, keys[b] ?? 0];
    if (x !== y) return x < y;
    const [m, n] = [docs[a] ?? 0, docs[b] ?? 0];
    const [r, s] = [catalogue.roughRatingOf(m), catalogue.roughRatingOf(n)];
    return r === s ? catalogue.isBefore(m, n) : r > s;
  };
  return smallest(keys, most, isBefore).map((at) => docs[at] ?? 0);
}

/** The places of the `most` first keys in order, by a heap whose root is the last of those kept. */
function smallest(
  keys: Float64Array,
  most: number,
  isBefore: (a: number, b: number) => boolean,
): number[] {
  const heap: number[] = [];
  if (most === 0) return heap;
  const sink = (from: number) => {
    for (let at = from; ;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let last = at;
      if (left < heap.length && isBefore(heap[last] ?? 0, heap[left] ?? 0)) last = left;
      if (right < heap.length && isBefore(heap[last] ?? 0, heap[right] ?? 0)) last = right;
      if (last === at) return;
      [heap[at], heap[last]] = [heap[last] ?? 0, heap[at] ?? 0];
      at = last;
    }
  };
  for (let place = 0; place < keys.length; place += 1) {
    if (heap.length < most) {
      heap.push(place);
      if (heap.length === most) for (let at = most >> 1; at >= 0; at -= 1) sink(at);
    } else if ((keys[place] ?? 0) <= (keys[heap[0] ?? 0] ?? 0) && isBefore(place, heap[0] ?? 0)) {
      heap[0] = place;
      sink(0);
    }
  }
  return heap.sort((a, b) => (isBefore(a, b) ? -1 : 1));
}

const OF_A_KIND = 3;

/** At most three of a kind before the next kind's turn, then three more of each. */
export function spread(docs: readonly number[], kindOf: (doc: number) => string): number[] {
  const counts = new Map<string, number>();
  const rounds: number[][] = [];
  for (const doc of docs) {
    const kind = kindOf(doc);
    const count = counts.get(kind) ?? 0;
    counts.set(kind, count + 1);
    const round = kind === '' ? 0 : Math.floor(count / OF_A_KIND);
    (rounds[round] ??= []).push(doc);
  }
  return rounds.flat();
}
