import { AffinityCounter } from '../../bff/src/features/recommendations/domain/affinity.ts';
import {
  type Candidate,
  chooseInstruments,
} from '../../bff/src/features/recommendations/domain/choice.ts';
import {
  decayedSums,
  interestsOf,
} from '../../bff/src/features/recommendations/domain/interest.ts';
import { DAY } from '../../bff/src/infra/clock.ts';
import {
  DAYS,
  kmBetween,
  type LoggedBooking,
  type LoggedInstrument,
  simulateLog,
} from './recommendation-log.ts';

const SEED = 20_261_124;
const PEOPLE = 3_000;
/** What comes after this share of the log is what recommendations are judged by. */
const TRAINED = 0.75;
const SHOWN = 10;
const TYPES = 16;

const dateOf = (day: number) => new Date(Date.UTC(2025, 0, 1) + day * DAY);

function grouped<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

const peopleBy = (rows: readonly LoggedBooking[], keyOf: (row: LoggedBooking) => string) =>
  new Map(
    [...grouped(rows, keyOf)].map(([key, some]) => [
      key,
      new Set(some.map(({ person }) => person)).size,
    ]),
  );

function candidatesFor(
  city: number,
  instruments: readonly LoggedInstrument[],
  booked: ReadonlyMap<string, number>,
  now: Date,
): Candidate[] {
  return instruments.map((one) => ({
    instrumentId: one.id,
    type: one.type,
    distanceKm: kmBetween(city, one.city),
    isInCity: one.city === city,
    priceFen: one.priceFen,
    ratingMilli: one.ratingMilli,
    reviews: 5,
    nextFreeAt: now,
    openedAt: null,
    booked: booked.get(one.id) ?? 0,
  }));
}

/**
 * For everyone who booked both before and after the split: is their next instrument among the ten that
 * the product's own rules choose, and among the ten most booked in their city?
 */
export function measureRecommendations(seed = SEED) {
  const { instruments, persons, bookings } = simulateLog(seed, PEOPLE);
  const split = DAYS * TRAINED;
  const now = dateOf(split);
  const before = bookings.filter(({ day }) => day < split);
  const past = grouped(before, ({ person }) => person);
  const cityOf = new Map(persons.map(({ id, city }) => [id, city]));
  const placeOf = new Map(instruments.map(({ id, city }) => [id, city]));
  const next = new Map<string, LoggedBooking>();
  for (const one of bookings)
    if (one.day >= split && !next.has(one.person)) next.set(one.person, one);

  const counter = new AffinityCounter();
  for (const some of past.values()) counter.add([...new Set(some.map(({ type }) => type))]);
  const affinities = counter.strongest();
  const inCity = grouped(before, ({ instrumentId }) => String(placeOf.get(instrumentId)));
  const popular = new Map(
    [...inCity].map(([city, some]) => [
      city,
      [...grouped(some, ({ instrumentId }) => instrumentId)]
        .sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))
        .slice(0, SHOWN)
        .map(([id]) => id),
    ]),
  );
  const popularTypes = new Map(
    [...inCity].map(([city, some]) => [city, peopleBy(some, ({ type }) => type)]),
  );

  const hits = { judged: 0, product: 0, popular: 0, fresh: 0, freshProduct: 0, freshPopular: 0 };
  for (const [person, wanted] of next) {
    const mine = past.get(person);
    if (mine === undefined) continue;
    const city = cityOf.get(person) ?? 0;
    const history = mine.map((one) => ({ ...one, at: dateOf(one.day) }));
    const types = new Set(mine.map(({ type }) => type));
    const interests = interestsOf(
      {
        history,
        affinities: affinities.filter(({ type }) => types.has(type)),
        areas: [],
        popularity: popularTypes.get(String(city)) ?? new Map<string, number>(),
      },
      now,
      TYPES,
    );
    const booked = decayedSums(history, ({ instrumentId }) => instrumentId, now);
    const chosen = chooseInstruments(
      candidatesFor(city, instruments, booked, now),
      interests,
      now,
      SHOWN,
    ).map(({ instrumentId }) => instrumentId);
    const isHit = chosen.includes(wanted.instrumentId);
    const isPopular = (popular.get(String(city)) ?? []).includes(wanted.instrumentId);
    const isFresh = !mine.some(({ instrumentId }) => instrumentId === wanted.instrumentId);
    hits.judged += 1;
    hits.product += Number(isHit);
    hits.popular += Number(isPopular);
    hits.fresh += Number(isFresh);
    hits.freshProduct += Number(isFresh && isHit);
    hits.freshPopular += Number(isFresh && isPopular);
  }
  const share = (part: number, whole: number) => Math.round((1_000 * part) / whole) / 1_000;
  return {
    people: hits.judged,
    bookings: before.length,
    hit10: share(hits.product, hits.judged),
    popular10: share(hits.popular, hits.judged),
    ratio: Math.round((100 * hits.product) / hits.popular) / 100,
    neverBookedBefore: {
      people: hits.fresh,
      hit10: share(hits.freshProduct, hits.fresh),
      popular10: share(hits.freshPopular, hits.fresh),
    },
  };
}
