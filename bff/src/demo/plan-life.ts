import type { Deps } from '../deps.ts';
import { findInstruments } from '../features/instruments/index.ts';
import type { Bookable } from './bookables.ts';
import { Calendar } from './calendar.ts';
import { regulars } from './customers.ts';
import type { Personas } from './personas.ts';
import { PINNED } from './pinned.ts';
import type { PlannedBooking, Planner } from './plan-booking.ts';
import { fillInstrument, type Place, sprinkle } from './plan-history.ts';
import type { Purse } from './purse.ts';
import type { Random } from './random.ts';
import { findByModels, findOpenIds, findPriceLists } from './repository.ts';
import { playStories } from './scripted.ts';
import type { World } from './world.ts';

const PAST_DAYS = 75;
const FUTURE_DAYS = 14;

type Demand = 'high' | 'middle' | 'low';

const BUSY: Readonly<Record<Demand, Bookable['busy']>> = {
  high: { past: 0.3, future: 0.72, days: PAST_DAYS },
  middle: { past: 0.12, future: 0.22, days: 45 },
  low: { past: 0, future: 0, days: 60 },
};

/** Few instruments are always full, most are seldom asked for, and many stand idle. */
const share = { high: 0.0015, middle: 0.02, low: 0.17 } as const;

async function loadBookables(
  deps: Deps,
  ids: readonly string[],
  world: World,
  demandOf: (id: string, place: number) => Demand,
  random: Random,
): Promise<Bookable[]> {
  const labs = new Map(world.units.flatMap((unit) => unit.labs).map((lab) => [lab.id, lab]));
  const prices = await findPriceLists(deps.db, ids);
  const found = new Map((await findInstruments(deps.db, ids)).map((one) => [one.id, one]));
  return ids.flatMap((id, place) => {
    const instrument = found.get(id);
    const list = prices.get(id);
    if (instrument === undefined || list === undefined) return [];
    const operators = labs.get(instrument.crewId ?? '')?.operators ?? [];
    const quality = 3.9 + random.next() * 0.95;
    return [{ instrument, prices: list, operators, quality, busy: BUSY[demandOf(id, place)] }];
  });
}

/** Plans the past and the next two weeks of the province; nothing is written. */
export async function planLife(
  deps: Deps,
  world: World,
  personas: Personas,
  purse: Purse,
  random: Random,
): Promise<PlannedBooking[]> {
  const now = deps.clock.now();
  const known = await findByModels(
    deps.db,
    PINNED.map(({ unit, cells }) => ({ unit, model: cells['model'] ?? '' })),
  );
  const pinnedIds = new Map(
    PINNED.flatMap((one) => {
      const id = known.get(`${one.unit} ${one.cells['model'] ?? ''}`);
      return id === undefined || one.cells['takes_time'] === 'no' ? [] : [[id, one] as const];
    }),
  );
  const open = random.shuffled((await findOpenIds(deps.db)).filter((id) => !pinnedIds.has(id)));
  const some = open.slice(0, Math.ceil(open.length * (share.high + share.middle + share.low)));
  const bookables = await loadBookables(
    deps,
    [...pinnedIds.keys(), ...some],
    world,
    (id, place) => {
      const pinned = pinnedIds.get(id);
      if (pinned !== undefined) return pinned.demand;
      const at = (place - pinnedIds.size) / open.length;
      return at < share.high ? 'high' : at < share.high + share.middle ? 'middle' : 'low';
    },
    random,
  );
  const units = new Map(world.units.map((unit) => [unit.id, unit]));
  const planner: Planner = { now, random, newId: deps.newId, purse };
  const place: Place = {
    planner,
    calendar: new Calendar(now, PAST_DAYS + 1, FUTURE_DAYS),
    unitOf: (id) => {
      const unit = units.get(id);
      if (unit === undefined) throw new Error(`no unit ${id}`);
      return unit;
    },
    customerFor: regulars(world, random),
  };
  const byKey = new Map(
    bookables.flatMap((one) => {
      const pinned = pinnedIds.get(one.instrument.id);
      return pinned === undefined ? [] : [[pinned.key, one] as const];
    }),
  );
  const plan = playStories(place, world, personas, byKey);
  for (const bookable of bookables) {
    if (bookable.busy.future > 0) fillInstrument(place, bookable, plan);
    else sprinkle(place, bookable, random.int(1, 4), plan);
  }
  return plan.sort((a, b) => a.booking.createdAt.getTime() - b.booking.createdAt.getTime());
}
