// A log of bookings by people who never heard of recommendations; one seed gives one log.
//
// How they choose, which knows nothing of how the product scores:
// - 11 cities of unequal size, 70 types of instruments in 10 latent fields; how often a type is wanted in
//   its field falls as 1 ÷ rank (Zipf). Some types belong to two fields. Better equipped cities have more
//   instruments; a rare type is found in a few cities only.
// - A person lives in one city, has a main field, half of them a second one, and a personal liking for
//   each type of these fields (log-normal). One booking in twelve is for some type outside of them.
// - People come and go: each is active from a day to a day, and books at a rate of their own (log-normal).
//   After half a year they may turn to another field, once, with a chance of 15 %.
// - Within a type they take the instrument that their circumstances favour: a hidden quality that no
//   rating shows, the pain of distance (log-normal from person to person), what they are used to, with a
//   chance of 45 % without looking any further, and luck of the calendar (Gumbel noise).
import { seededRandom, type Random } from '../../bff/src/demo/random.ts';

const CITIES = 11;
const TYPES = 70;
const FIELDS = 10;
export const DAYS = 500;

export interface LoggedInstrument {
  id: string;
  type: string;
  city: number;
  priceFen: number;
  ratingMilli: number;
  quality: number;
}

export interface LoggedBooking {
  person: string;
  instrumentId: string;
  type: string;
  day: number;
}

interface Person {
  id: string;
  city: number;
  fields: number[];
  liking: Map<string, number>;
  from: number;
  to: number;
  aDay: number;
  farPain: number;
  turnsAt: number | null;
}

const typeOf = (index: number) => `T${String(index).padStart(2, '0')}`;
const all = (count: number) => Array.from({ length: count }, (_, index) => index);

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
const logNormal = (random: Random, spread: number) => Math.exp(spread * normal(random));
const gumbel = (random: Random) => -Math.log(-Math.log(random.next() || 1e-12));

/** Cities on a ring road of 400 km. */
export const kmBetween = (a: number, b: number): number => {
  const steps = Math.abs(a - b);
  return Math.min(steps, CITIES - steps) * 36;
};
const sizeOf = (city: number) => 1 / (1 + city) ** 0.8;

function makeFields(random: Random): string[][] {
  const order = random.shuffled(all(TYPES));
  return all(FIELDS).map((field) => {
    const own = order.slice(field * 7, field * 7 + 7);
    const shared = order[(field * 7 + 9) % TYPES] ?? 0;
    return [...own.slice(0, 3), shared, ...own.slice(3)].map(typeOf);
  });
}

function makeInstruments(random: Random): LoggedInstrument[] {
  const found: LoggedInstrument[] = [];
  for (const type of all(TYPES)) {
    const common = 1 / (1 + (type % 7));
    for (const city of all(CITIES)) {
      const mean = 7 * common * sizeOf(city) + 0.25;
      const count = Math.floor(mean * 2 * random.next() + 0.5);
      for (let index = 0; index < count; index += 1) {
        found.push({
          id: `${typeOf(type)}-${String(city)}-${String(index)}`,
          type: typeOf(type),
          city,
          priceFen: Math.round(30_000 * logNormal(random, 0.4)),
          ratingMilli: Math.round(4_200 + 300 * normal(random)),
          quality: normal(random),
        });
      }
    }
  }
  return found;
}

function makePerson(random: Random, index: number, fields: readonly string[][]): Person {
  const own = [random.int(0, FIELDS - 1)];
  if (random.chance(0.5)) own.push(random.int(0, FIELDS - 1));
  const from = Math.floor(random.next() * 300);
  return {
    id: `P${String(index)}`,
    city: random.weighted(all(CITIES), sizeOf),
    fields: own,
    liking: new Map(fields.flat().map((type) => [type, logNormal(random, 0.9)])),
    from,
    to: Math.min(DAYS, from + 60 + Math.floor(random.next() * 500)),
    aDay: 0.04 * logNormal(random, 0.7),
    farPain: 0.03 * logNormal(random, 0.5),
    turnsAt: random.chance(0.15) ? from + 180 : null,
  };
}

/** Who booked what on which day, in the order of days. */
export function simulateLog(seed: number, people: number) {
  const random = seededRandom(seed);
  const fields = makeFields(random);
  const instruments = makeInstruments(random);
  const byType = new Map<string, LoggedInstrument[]>();
  for (const one of instruments) byType.set(one.type, [...(byType.get(one.type) ?? []), one]);
  const persons = all(people).map((index) => makePerson(random, index, fields));
  const bookings: LoggedBooking[] = [];
  const usedTo = new Map<string, string>();
  const wantedType = (person: Person): string => {
    if (random.chance(1 / 12)) return random.pick([...byType.keys()]);
    const field = fields[random.pick(person.fields)] ?? [];
    return random.weighted(
      field,
      (type) => (person.liking.get(type) ?? 1) / (1 + field.indexOf(type)),
    );
  };
  for (const day of all(DAYS)) {
    for (const person of persons) {
      if (day === person.turnsAt) person.fields = [random.int(0, FIELDS - 1)];
      if (day < person.from || day >= person.to || !random.chance(person.aDay)) continue;
      const type = wantedType(person);
      const habit = usedTo.get(`${person.id} ${type}`);
      const utility = ({ city, quality }: LoggedInstrument) =>
        quality - person.farPain * kmBetween(person.city, city) + gumbel(random);
      const [best] = (byType.get(type) ?? [])
        .map((one) => ({ one, worth: utility(one) }))
        .sort((a, b) => b.worth - a.worth);
      if (best === undefined) continue;
      const instrumentId = habit !== undefined && random.chance(0.45) ? habit : best.one.id;
      usedTo.set(`${person.id} ${type}`, instrumentId);
      bookings.push({ person: person.id, instrumentId, type, day });
    }
  }
  return { instruments, persons, bookings, fields };
}
