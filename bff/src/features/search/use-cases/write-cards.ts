import type { Deps } from '../../../deps.ts';
import { currentLanguage } from '../../../infra/current-request.ts';
import type { Actor } from '../../../policy.ts';
import { bookableSpan } from '../../bookings/index.ts';
import {
  defaultPayer,
  findInstruments,
  type Instrument,
  type UserKind,
  userKindOf,
} from '../../instruments/index.ts';
import { fieldsMatching } from '../domain/matched-fields.ts';
import { distanceTo, type Place } from '../domain/rank.ts';
import type { Understanding } from '../domain/understand.ts';
import { nextFreeOf, soon } from './next-free.ts';
import type { Search } from './open-search.ts';

/** One's own unit's instruments can be booked sooner, or from farther ahead. */
const isOwn = (userKind: UserKind) => userKind === 'own_unit' || userKind === 'own_group';

/** Whether the stretch that is kept ready may not be the first one that this reader could book. */
const isDoubtful = (freeMs: number, userKind: UserKind, now: Date): boolean =>
  isOwn(userKind) || freeMs <= now.getTime();

/** The cards of a page, written. Calendars are read only where what is kept ready has passed or is not theirs. */
export async function writeCards(
  deps: Deps,
  { catalogue, index, cards }: Search,
  actor: Actor | null,
  page: { docs: readonly number[]; asked: Understanding | null; near: Place | null },
): Promise<[Buffer, Buffer][]> {
  const now = deps.clock.now();
  const payer = defaultPayer(actor);
  const entries = page.docs.map((doc) => {
    const entry = catalogue.at(doc);
    return { doc, entry, userKind: userKindOf(payer, entry) };
  });
  const doubtful = entries
    .filter(({ doc, userKind }) => isDoubtful(catalogue.freeOf(doc), userKind, now))
    .map(({ entry }) => entry.id);
  const found = doubtful.length === 0 ? [] : await findInstruments(deps.db, doubtful);
  const spanOf = (one: Instrument) => bookableSpan(one, actor, now);
  const free = found.length === 0 ? null : await nextFreeOf(deps.db, found, spanOf, soon(now));
  for (const { entry, userKind } of entries) {
    const known = free?.get(entry.id);
    if (known !== undefined && !isOwn(userKind)) catalogue.putFree(entry, known);
  }
  const fieldsOf = fieldsMatching(catalogue, index.vocabulary, page.asked);
  const language = currentLanguage();
  return entries.map(({ doc, entry, userKind }) => {
    const nextFree = free?.get(entry.id);
    return cards.partsOf(
      doc,
      { language, userKind, nextFree },
      { distanceKm: distanceTo(entry, page.near), matchedIn: fieldsOf(doc) },
    );
  });
}
