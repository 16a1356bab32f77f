import type { Deps } from '../../../deps.ts';
import type { Actor } from '../../../policy.ts';
import { bookableSpan } from '../../bookings/index.ts';
import {
  defaultPayer,
  findInstruments,
  type Instrument,
  type UserKind,
  userKindOf,
} from '../../instruments/index.ts';
import type { CatalogueEntry } from '../domain/catalogue.ts';
import { matchedFields } from '../domain/matched-fields.ts';
import { distanceTo, type Place } from '../domain/rank.ts';
import type { Understanding } from '../domain/understand.ts';
import { presentSummary } from '../presenter.ts';
import { nextFreeOf, soon } from './next-free.ts';
import type { Search } from './open-search.ts';

/** Whether the stretch that is kept ready may not be the first one that this reader could book. */
function isDoubtful({ nextFree }: CatalogueEntry, userKind: UserKind, now: Date): boolean {
  // One's own unit's instruments can be booked sooner, or from farther ahead.
  const isOwn = userKind === 'own_unit' || userKind === 'own_group';
  return isOwn || (nextFree !== null && nextFree.startsAt <= now);
}

/** The cards of a page. Calendars are read only where what is kept ready has passed or is not theirs. */
export async function presentPage(
  deps: Deps,
  { catalogue, index }: Search,
  actor: Actor | null,
  page: { docs: readonly number[]; asked: Understanding | null; near: Place | null },
) {
  const now = deps.clock.now();
  const payer = defaultPayer(actor);
  const entries = page.docs.map((doc) => {
    const entry = catalogue.at(doc);
    return { doc, entry, userKind: userKindOf(payer, entry) };
  });
  const doubtful = entries
    .filter(({ entry, userKind }) => isDoubtful(entry, userKind, now))
    .map(({ entry }) => entry.id);
  const found = await findInstruments(deps.db, doubtful);
  const spanOf = (one: Instrument) => bookableSpan(one, actor, now);
  const free = found.length === 0 ? null : await nextFreeOf(deps.db, found, spanOf, soon(now));
  return entries.map(({ doc, entry, userKind }) => {
    const unitFen = entry.pricesFen[userKind];
    const known = free?.get(entry.id);
    const summary = presentSummary(entry, {
      price:
        unitFen === null || entry.priceItem === null ? null : { item: entry.priceItem, unitFen },
      userKind,
      ratingMilli: catalogue.ratingOf(doc),
      ratingCount: entry.rating.reviews,
      nextFree: known === undefined ? entry.nextFree : known,
      distanceKm: distanceTo(entry, page.near),
    });
    return { ...summary, matchedIn: matchedFields(index, doc, page.asked) };
  });
}
