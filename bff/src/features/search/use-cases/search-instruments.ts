import type { CheckedRequest } from '@dayi/shared/contracts/index';
import type { Deps } from '../../../deps.ts';
import { DAY, later, MINUTE } from '../../../infra/clock.ts';
import { decodeNumberCursor, encodeCursor } from '../../../infra/cursor.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { bookableSpan } from '../../bookings/index.ts';
import {
  defaultPayer,
  findInstruments,
  type Instrument,
  userKindOf,
} from '../../instruments/index.ts';
import type { Catalogue, RatedEntry, SearchFilter } from '../domain/catalogue.ts';
import { countFacets } from '../domain/facets.ts';
import { wordsOf } from '../domain/normalise.ts';
import { rank, type Place, type Ranked } from '../domain/rank.ts';
import { presentSummary } from '../presenter.ts';
import { findMeanings } from '../repository.ts';
import { nextFreeOf, soon } from './next-free.ts';

type Query = CheckedRequest<'listInstruments'>['query'];

/** A unit that no instrument belongs to: whose price a list filters and sorts by. */
const ELSEWHERE = { unitId: '', groupId: null };

function readNear(near: string | undefined): Place | null {
  if (near === undefined) return null;
  const [lat = 0, lon = 0] = near.split(',').map(Number);
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180) {
    throw new Problem('request.invalid', {
      fields: [{ path: 'query.near', code: 'field.out_of_range' }],
    });
  }
  return { lat, lon };
}

const LONGEST_WINDOW = 31 * DAY;
const PORTION = 300;
const MAX_OFFSET = 1_000_000;

function readOffset(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const offset = decodeNumberCursor(cursor);
  if (offset < 0 || offset > MAX_OFFSET) throw new Problem('request.cursor_invalid');
  return offset;
}

async function presentPage(deps: Deps, actor: Actor | null, page: readonly Ranked<RatedEntry>[]) {
  const now = deps.clock.now();
  const found = await findInstruments(
    deps.db,
    page.map(({ hit }) => hit.instrumentId),
  );
  const byId = new Map(found.map((one) => [one.id, one]));
  const free = await nextFreeOf(deps.db, found, (one) => bookableSpan(one, actor, now), soon(now));
  return page.flatMap(({ hit, matchedIn, distanceKm }) => {
    const one = byId.get(hit.instrumentId);
    if (one === undefined) return [];
    const userKind = userKindOf(defaultPayer(actor), one);
    const unitFen = hit.pricesFen[userKind];
    const summary = presentSummary(one, {
      price: unitFen === null || hit.priceItem === null ? null : { item: hit.priceItem, unitFen },
      userKind,
      ratingMilli: hit.ratingMilli,
      ratingCount: hit.rating.reviews,
      nextFree: free.get(one.id) ?? null,
      distanceKm,
    });
    return [{ ...summary, matchedIn }];
  });
}

const DEFAULT_WINDOW = DAY;

/** The time window a search asks for, or null; one end alone means a day from it, or from now to it. */
function readWindow(query: Query, now: Date): { from: Date; to: Date } | null {
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
async function keepFree(
  deps: Deps,
  actor: Actor | null,
  hits: readonly RatedEntry[],
  window: { from: Date; to: Date },
): Promise<RatedEntry[]> {
  const now = deps.clock.now();
  const spanOf = (one: Instrument) => {
    const bookable = bookableSpan(one, actor, now);
    const lastStart = later(window.to, -one.rules.minMinutes * MINUTE);
    return {
      from: bookable.from > window.from ? bookable.from : window.from,
      to: bookable.to < lastStart ? bookable.to : lastStart,
    };
  };
  const asked = { startsAt: window.from, endsAt: window.to };
  const kept: RatedEntry[] = [];
  // In portions, so that a question about the whole catalogue leaves room for others.
  for (let at = 0; at < hits.length; at += PORTION) {
    const portion = hits.slice(at, at + PORTION);
    const found = await findInstruments(
      deps.db,
      portion.map(({ instrumentId }) => instrumentId),
    );
    const free = await nextFreeOf(deps.db, found, spanOf, asked);
    kept.push(...portion.filter(({ instrumentId }) => free.get(instrumentId) != null));
  }
  return kept;
}

/** A page of instruments with facets and how the words were read. */
export async function searchInstruments(
  deps: Deps,
  readCatalogue: () => Promise<Catalogue>,
  actor: Actor | null,
  query: Query,
) {
  const words = wordsOf(query.q ?? '');
  const yourKind = userKindOf(defaultPayer(actor), ELSEWHERE);
  const filter: SearchFilter = {
    words,
    classCode: query.classCode,
    city: query.city,
    unitId: query.unitId,
    maker: query.maker,
    priceMaxFen: query.priceMaxFen,
    voucher: query.voucher === undefined ? undefined : query.voucher === 'true',
    openTo: query.openTo,
    userKind: yourKind,
  };
  const offset = readOffset(query.cursor);
  const window = readWindow(query, deps.clock.now());
  const found = (await readCatalogue()).match(filter);
  const hits = window === null ? found : await keepFree(deps, actor, found, window);
  const ranked = rank(hits, words, query.sort, readNear(query.near), yourKind);
  const page = ranked.slice(offset, offset + query.limit);
  const end = offset + page.length;
  const facets = countFacets(hits);
  const meanings = await findMeanings(deps.db, (query.q ?? '').trim().split(/\s+/).filter(Boolean));
  return {
    items: await presentPage(deps, actor, page),
    nextCursor: end < ranked.length ? encodeCursor([end]) : null,
    total: ranked.length,
    facets,
    understood: meanings.map(({ kind, word, value, name }) => ({ kind, text: word, value, name })),
    suggestedClasses: words.length === 0 ? [] : facets.classes.slice(0, 4),
    yourKind,
  };
}
