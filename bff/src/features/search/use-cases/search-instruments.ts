import type { CheckedRequest } from '@dayi/shared/contracts/index';
import type { Deps } from '../../../deps.ts';
import { decodeNumberCursor, encodeCursor } from '../../../infra/cursor.ts';
import { currentLanguage } from '../../../infra/current-request.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { defaultPayer, type UserKind, userKindOf } from '../../instruments/index.ts';
import { countFacets } from '../domain/facets.ts';
import { saidFilter, type SearchFilter } from '../domain/filter.ts';
import { type Order, type Place, rank, spread } from '../domain/rank.ts';
import type { Understanding } from '../domain/understand.ts';
import { explain, suggestKinds } from './explain.ts';
import { keepFree, readWindow } from './free-in-window.ts';
import { openSearch, type Search } from './open-search.ts';
import { writeCards } from './write-cards.ts';

type Query = CheckedRequest<'listInstruments'>['query'];

/** A unit that no instrument belongs to: whose price a list filters and sorts by. */
const ELSEWHERE = { unitId: '', groupId: null };
const ZONE = 'Asia/Shanghai';
/** So far nobody reads on: what is asked for is narrowed instead. */
const MAX_OFFSET = 10_000;
/** Below this the kind is a guess, and the list shows several. */
const UNSURE = 0.5;
const SPREAD_OVER = 400;

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

function readOffset(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const offset = decodeNumberCursor(cursor);
  if (offset < 0 || offset > MAX_OFFSET) throw new Problem('request.cursor_invalid');
  return offset;
}

const cursors = new Map<number, string>();

/** Pages end at few places, each of which is written once. */
function cursorAt(offset: number): string {
  const cursor = cursors.get(offset) ?? encodeCursor([offset]);
  cursors.set(offset, cursor);
  return cursor;
}

/** What was chosen from lists narrows what was said in words. */
function filterOf(query: Query, asked: Understanding | null, userKind: UserKind): SearchFilter {
  const said = asked === null ? null : saidFilter(asked.slots);
  const limits = [query.priceMaxFen, said?.priceMaxFen].filter((one) => one !== undefined);
  return {
    classCode: query.classCode,
    city: query.city,
    unitId: query.unitId,
    maker: query.maker,
    priceMinFen: said?.priceMinFen,
    priceMaxFen: limits.length === 0 ? undefined : Math.min(...limits),
    voucher: query.voucher === undefined ? said?.voucher : query.voucher === 'true',
    openTo: query.openTo,
    userKind,
  };
}

/** Among what fits alike, what was asked to be cheap or near comes first. */
function orderOf(query: Query, asked: Understanding | null, userKind: UserKind): Order {
  const near = readNear(query.near);
  const { nearby, cheapest } = asked?.slots ?? { nearby: false, cheapest: false };
  const among = nearby && near !== null ? 'distance' : cheapest ? 'price' : null;
  return { by: query.sort, among, near, userKind };
}

/** The first `most` of the matches; where the kind is a guess, no more than three of one kind in front. */
function order(
  { catalogue, index }: Search,
  matches: Parameters<typeof rank>[1],
  by: Order,
  most: number,
  isGuess: boolean,
) {
  if (!isGuess || by.by !== 'relevance') return rank(catalogue, matches, by, most);
  const ranked = rank(catalogue, matches, by, Math.max(most, SPREAD_OVER));
  const front = spread(ranked.slice(0, SPREAD_OVER), (doc) => index.kindOf(doc));
  return [...front, ...ranked.slice(SPREAD_OVER)].slice(0, most);
}

/** A page of instruments with facets and how the words were read; cards and facets as they are sent. */
export async function searchInstruments(deps: Deps, actor: Actor | null, query: Query) {
  const now = deps.clock.now();
  const yourKind = userKindOf(defaultPayer(actor), ELSEWHERE);
  const offset = readOffset(query.cursor);
  const search = await openSearch(deps);
  const { index, catalogue } = search;
  const typed = (query.q ?? '').trim();
  const asked = typed === '' ? null : index.read(typed, now, ZONE);
  const window = readWindow(query, now) ?? asked?.slots.free ?? null;
  const by = orderOf(query, asked, yourKind);
  const found = await index.match(asked, filterOf(query, asked, yourKind), now);
  const matches = window === null ? found : await keepFree(deps, search, actor, found, by, window);
  const [best] = asked?.concepts ?? [];
  // Where there is nothing of the kind, what may serve instead is a guess.
  const isThere = best === undefined || index.countOf(best.id) > 0;
  const isUnsure = asked !== null && (asked.confidence < UNSURE || !isThere);
  const isGuess = isUnsure && found.scores !== null;
  const end = offset + query.limit;
  const page = order(search, matches, by, end, isGuess).slice(offset);
  if (asked !== null && offset === 0 && found.docs.length === 0) {
    search.misses.note(asked.text.trim(), typed, asked.readings.map(({ text }) => text).join(' '));
  }
  const language = currentLanguage();
  const rest = {
    nextCursor: end < Math.min(matches.docs.length, MAX_OFFSET) ? cursorAt(end) : null,
    total: matches.docs.length,
    understood: asked === null ? [] : explain(search, asked, typed, language),
    suggestedClasses:
      asked === null ? [] : suggestKinds(search, asked, found.docs.length, language),
    confidence: asked === null ? 1 : Math.min(1, asked.confidence),
    yourKind,
  };
  const facets = search.facets.write(countFacets(catalogue, matches.docs));
  return {
    facets,
    cards: await writeCards(deps, search, actor, { docs: page, asked, near: by.near }),
    rest,
  };
}
