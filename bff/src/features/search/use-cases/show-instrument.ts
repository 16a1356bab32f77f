import type { Deps } from '../../../deps.ts';
import type { Actor } from '../../../policy.ts';
import { bookableSpan, localDay } from '../../bookings/index.ts';
import {
  defaultPayer,
  findCrewMembers,
  getInstrument,
  leadMinutesFor,
  needsApproval,
  userKindOf,
} from '../../instruments/index.ts';
import { findShownRuns } from '../../monitoring/index.ts';
import { findPriceList, type PriceList } from '../../pricing/index.ts';
import { bayesianMilli, type RatingSums } from '../../reviews/index.ts';
import { findEntries } from '../catalogue-repository.ts';
import { presentSummary } from '../presenter.ts';
import { nextFreeOf, soon } from './next-free.ts';
import { readAllRatings } from './open-search.ts';

const round2 = (value: number) => Math.round(value * 100) / 100;

function scoreMeans(rating: RatingSums | undefined) {
  if (rating === undefined || rating.reviews === 0) return null;
  const mean = (sum: number) => round2(sum / rating.reviews);
  return {
    quality: mean(rating.sums.quality),
    speed: mean(rating.sums.speed),
    attitude: mean(rating.sums.attitude),
    value: mean(rating.sums.value),
  };
}

function headline(list: PriceList | undefined, userKind: string) {
  for (const item of ['machine_hour', 'crew_hour', 'sample']) {
    const found = list?.items.find((row) => row.userKind === userKind && row.item === item);
    if (found !== undefined) return { item, unitFen: found.unitFen };
  }
  return null;
}

/** One instrument with everything its page shows. @throws Problem `instrument.not_found` */
export async function showInstrument(deps: Deps, actor: Actor | null, id: string) {
  const now = deps.clock.now();
  const one = await getInstrument(deps.db, id);
  const list = await findPriceList(deps.db, id, localDay(now, one.timeZone).date);
  const [known] = await findEntries(deps.db, [id]);
  const all = await readAllRatings(deps);
  const crew = one.crewId === null ? [] : await findCrewMembers(deps.db, one.crewId);
  const shown = one.showsRuns ? await findShownRuns(deps, [id]) : null;
  const free = await nextFreeOf(deps.db, [one], (own) => bookableSpan(own, actor, now), soon(now));
  const yourKind = userKindOf(defaultPayer(actor), one);
  const summary = presentSummary(one, {
    price: headline(list, yourKind),
    userKind: yourKind,
    ratingMilli: known === undefined ? 0 : bayesianMilli(known.rating, all),
    ratingCount: known?.rating.reviews ?? 0,
    nextFree: free.get(id) ?? null,
    distanceKm: null,
  });
  return {
    ...summary,
    runState: shown?.get(id) ?? null,
    description: one.description,
    room: one.room,
    address: one.address,
    commissionedOn: one.commissionedOn,
    originalValueFen: one.originalValueFen,
    parameters: one.parameters,
    takes: [...(one.takesTime ? ['time'] : []), ...(one.takesSamples ? ['sample'] : [])],
    stations: one.stations,
    testItems: one.testItems,
    crew: crew.map(({ name }) => ({ name })),
    rules: { ...one.rules, timeZone: one.timeZone },
    leadMinutesForYou: leadMinutesFor(one.rules, yourKind),
    needsApprovalForYou: needsApproval(one.rules, yourKind),
    prices: list ?? null,
    yourKind,
    scoreMeans: scoreMeans(known?.rating),
    ratingHistogram: known?.rating.stars ?? [0, 0, 0, 0, 0],
  };
}
