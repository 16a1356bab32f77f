import type { Deps } from '../../../deps.ts';
import type { UserKind } from '../../instruments/index.ts';
import type { CatalogueEntry } from '../domain/catalogue.ts';
import { saidFilter } from '../domain/filter.ts';
import { worthOfKind } from '../domain/score.ts';
import type { Understanding } from '../domain/understand.ts';
import { openLatestSearch, type Search } from './open-search.ts';

const ZONE = 'Asia/Shanghai';
/** What is worth less of the best answer is not news of what was asked for. */
const WORTH_TELLING = 0.5;

/** A list shows what is elsewhere further down; who named a place is not told of it. */
function isWhereAsked(
  { index }: Search,
  { cities, units, makers }: Understanding,
  { cityCode, unitId, maker }: CatalogueEntry,
): boolean {
  const among = (named: readonly string[], own: string) =>
    named.length === 0 || named.includes(own);
  return (
    among(cities, cityCode) &&
    among(units, unitId) &&
    among(makers, index.vocabulary.makerOf(maker))
  );
}

/** Being in the right place makes nothing of the right kind. */
function withoutPlaces(asked: Understanding): Understanding {
  const { concepts, models, rest } = asked;
  const isOfKind = concepts.length > 0 || models.length > 0 || rest !== '';
  return isOfKind ? { ...asked, cities: [], units: [], makers: [] } : asked;
}

/**
 * Of some instruments, those that answer the words of a search about as well as its best answer does, at a
 * price that was said for that kind of user. A time that was said is of the day it was typed, so not looked at.
 */
export async function findAnswering(
  deps: Deps,
  { q, userKind }: { q: string; userKind: UserKind },
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const search = await openLatestSearch(deps);
  const { index, catalogue } = search;
  const now = deps.clock.now();
  const asked = index.read(q, now, ZONE);
  const filter = { ...saidFilter(asked.slots), userKind };
  const { docs, scores } = await index.match(withoutPlaces(asked), filter, now);
  const best = scores?.reduce((most, one) => Math.max(most, one), worthOfKind(asked)) ?? 0;
  const wanted = new Set(ids);
  const answering = new Set<string>();
  for (const [at, doc] of docs.entries()) {
    const entry = catalogue.at(doc);
    if (!wanted.has(entry.id) || !isWhereAsked(search, asked, entry)) continue;
    if ((scores?.[at] ?? 0) >= WORTH_TELLING * best) answering.add(entry.id);
  }
  return answering;
}
