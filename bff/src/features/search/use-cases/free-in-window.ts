import type { Deps } from '../../../deps.ts';
import { DAY, later, MINUTE } from '../../../infra/clock.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { bookableSpan } from '../../bookings/index.ts';
import { findInstruments, type Instrument } from '../../instruments/index.ts';
import { type Matches, type Order, rank } from '../domain/rank.ts';
import { nextFreeOf } from './next-free.ts';
import type { Search } from './open-search.ts';

export interface Window {
  from: Date;
  to: Date;
}

const LONGEST_WINDOW = 31 * DAY;
const DEFAULT_WINDOW = DAY;
const PORTION = 300;
/** Of very many matches the best are asked for their calendars. */
const LOOKED_AT = 3_000;

/**
 * The time window a search asks for, or null; one end alone means a day from it, or from now to it.
 * @throws Problem `request.invalid`
 */
export function readWindow(
  query: { freeFrom?: string | undefined; freeTo?: string | undefined },
  now: Date,
): Window | null {
  if (query.freeFrom === undefined && query.freeTo === undefined) return null;
  const from = query.freeFrom === undefined ? now : new Date(query.freeFrom);
  const to = query.freeTo === undefined ? later(from, DEFAULT_WINDOW) : new Date(query.freeTo);
  if (from >= to || to.getTime() - from.getTime() > LONGEST_WINDOW) {
    throw new Problem('request.invalid', {
      fields: [{ path: 'query.freeTo', code: from >= to ? 'field.order' : 'field.out_of_range' }],
    });
  }
  return { from, to };
}

/** Matches that this reader could book for a shortest booking within the window. */
export async function keepFree(
  deps: Deps,
  { catalogue }: Search,
  actor: Actor | null,
  matches: Matches,
  order: Order,
  window: Window,
): Promise<Matches> {
  const now = deps.clock.now();
  const spanOf = (one: Instrument) => {
    const bookable = bookableSpan(one, actor, now);
    const lastStart = later(window.to, -one.rules.minMinutes * MINUTE);
    return {
      from: bookable.from,
      to: bookable.to < lastStart ? bookable.to : lastStart,
    };
  };
  const asked = { startsAt: window.from, endsAt: window.to };
  const places = new Map<number, number>();
  matches.docs.forEach((doc, at) => places.set(doc, at));
  const best = rank(catalogue, matches, order, LOOKED_AT);
  const kept: number[] = [];
  // In portions, so that a question about the whole catalogue leaves room for others.
  for (let at = 0; at < best.length; at += PORTION) {
    const portion = best.slice(at, at + PORTION);
    const ids = portion.map((doc) => catalogue.at(doc).id);
    const found = await findInstruments(deps.db, ids);
    const free = await nextFreeOf(deps.db, found, spanOf, asked);
    kept.push(...portion.filter((_, place) => free.get(ids[place] ?? '') != null));
  }
  const { scores } = matches;
  return {
    docs: Uint32Array.from(kept),
    scores: scores && Float32Array.from(kept, (doc) => scores[places.get(doc) ?? 0] ?? 0),
  };
}
