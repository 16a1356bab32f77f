import type { Deps } from '../../../deps.ts';
import { DAY, later } from '../../../infra/clock.ts';
import type { Actor } from '../../../policy.ts';
import { bookableSpan } from '../../bookings/index.ts';
import { defaultPayer, findInstruments, userKindOf } from '../../instruments/index.ts';
import { bayesianMilli } from '../../reviews/index.ts';
import { nextFreeOf, readAllRatings, soon } from '../../search/index.ts';
import { type FoundInstrument, findCandidates } from '../candidates-repository.ts';
import { type Candidate, chooseInstruments } from '../domain/choice.ts';
import { decayedSums, interestsOf } from '../domain/interest.ts';
import { distanceKm, nearestCities, type Place } from '../domain/place.ts';
import { presentRecommended } from '../presenter.ts';
import { findPlaces, findSettings } from '../settings-repository.ts';
import { findAffinities, findHistory, findPopularity } from '../types-repository.ts';
import { readAreas, typesOfArea } from './read-areas.ts';
import { typeNames } from './read-types.ts';

const REMEMBERED = 730 * DAY;
const TYPES = 16;
const CITIES = 6;
const SHOWN = 12;
/** Instruments of one's own that are looked at, most booked first. */
const OWN = 12;

/** What a person may book, with what choosing goes by. */
function candidatesFor(
  actor: Actor,
  found: readonly FoundInstrument[],
  home: Place | null,
  booked: ReadonlyMap<string, number>,
  all: Awaited<ReturnType<typeof readAllRatings>>,
): Candidate[] {
  const payer = defaultPayer(actor);
  return found.flatMap((one): Candidate[] => {
    const kind = userKindOf(payer, one);
    const priceFen = one.pricesFen[kind];
    if (priceFen === null || !one.acceptedUserKinds.includes(kind)) return [];
    return [
      {
        instrumentId: one.instrumentId,
        type: one.type,
        distanceKm: distanceKm(home, one),
        isInCity: one.cityCode === home?.code,
        priceFen,
        ratingMilli: bayesianMilli(one.rating, all),
        reviews: one.rating.reviews,
        nextFreeAt: one.nextFreeAt,
        openedAt: one.openedAt,
        booked: booked.get(one.instrumentId) ?? 0,
      },
    ];
  });
}

/** Instruments for a person, best first, each with why. Eight statements at most, where search is open. */
export async function recommendInstruments(deps: Deps, actor: Actor) {
  const { db } = deps;
  const now = deps.clock.now();
  const history = await findHistory(db, actor.userId, later(now, -REMEMBERED));
  const own = decayedSums(history, ({ type }) => type, now);
  const booked = decayedSums(history, ({ instrumentId }) => instrumentId, now);
  const { areas } = await findSettings(db, actor.userId);
  const { home, cities } = await findPlaces(db, actor);
  const cityCodes = nearestCities(home, cities, CITIES);
  const names = await typeNames(deps);
  const affinities = own.size === 0 ? [] : await findAffinities(db, [...own.keys()]);
  const popularity = await findPopularity(db, cityCodes.slice(0, 1));
  const interests = interestsOf(
    {
      history,
      affinities,
      popularity,
      areas: readAreas()
        .filter(({ code }) => areas.includes(code))
        .map((area) => ({ code: area.code, types: typesOfArea(area, names.keys()) })),
    },
    now,
    TYPES,
  );
  const types = interests.map(({ type }) => type);
  const ownIds = [...booked].sort((a, b) => b[1] - a[1]).slice(0, OWN);
  const found = await findCandidates(db, {
    types,
    cityCodes,
    instrumentIds: ownIds.map(([id]) => id),
  });
  const chosen = chooseInstruments(
    candidatesFor(actor, found, home, booked, await readAllRatings(deps)),
    interests,
    now,
    SHOWN,
  );
  const instruments = await findInstruments(
    db,
    chosen.map(({ instrumentId }) => instrumentId),
  );
  const free = await nextFreeOf(db, instruments, (one) => bookableSpan(one, actor, now), soon(now));
  const known = { actor, names, free, found, instruments };
  return chosen.flatMap((one) => presentRecommended(one, known));
}
