import type { Deps } from '../deps.ts';
import { findInstruments } from '../features/instruments/index.ts';
import type { Bookable } from './bookables.ts';
import { Calendar } from './calendar.ts';
import { regulars } from './customers.ts';
import type { Personas } from './personas.ts';
import { PINNED, type Pinned } from './pinned.ts';
import type { PlannedBooking, Planner } from './plan-booking.ts';
import { fillInstrument, type Place, sprinkle } from './plan-history.ts';
import type { Purse } from './purse.ts';
import type { Random } from './random.ts';
import { findByModels, findOpenIds, findPriceLists } from './repository.ts';
import { playAsked, playStories } from './scripted.ts';
import type { World } from './world.ts';

const PAST_DAYS = 75;
const FUTURE_DAYS = 14;

const BUSY = {
  high: { past: 0.3, future: 0.72, days: PAST_DAYS },
  middle: { past: 0.12, future: 0.22, days: 45 },
  low: { past: 0, future: 0, days: 60 },
} as const satisfies Record<string, Bookable['busy']>;

/** Few instruments are always full, most are seldom asked for, and many stand idle. */
const share = { high: 0.0015, middle: 0.02, low: 0.17 } as const;

type Terms = Pick<Bookable, 'busy' | 'quality'>;

async function loadBookables(
  deps: Deps,
  wanted: ReadonlyMap<string, Terms>,
  world: World,
): Promise<Bookable[]> {
  const ids = [...wanted.keys()];
  const labs = new Map(world.units.flatMap((unit) => unit.labs).map((lab) => [lab.id, lab]));
  const prices = await findPriceLists(deps.db, ids);
  const found = new Map((await findInstruments(deps.db, ids)).map((one) => [one.id, one]));
  return [...wanted].flatMap(([id, terms]) => {
    const instrument = found.get(id);
    const list = prices.get(id);
    if (instrument === undefined || list === undefined) return [];
    const operators = labs.get(instrument.crewId ?? '')?.operators ?? [];
    return [{ instrument, prices: list, operators, ...terms }];
  });
}

/** Who is asked for how much: the pinned ones by name, the others by lot. */
function demandOf(
  open: readonly string[],
  pinned: ReadonlyMap<string, Pinned>,
  random: Random,
): Map<string, Terms> {
  const terms = new Map<string, Terms>();
  for (const [id, { busy, quality }] of pinned) {
    terms.set(id, { busy: { past: busy[0], future: busy[1], days: PAST_DAYS }, quality });
  }
  for (const [place, id] of open.entries()) {
    const at = place / open.length;
    if (at >= share.high + share.middle + share.low) break;
    const demand = at < share.high ? 'high' : at < share.high + share.middle ? 'middle' : 'low';
    terms.set(id, { busy: BUSY[demand], quality: 3.9 + random.next() * 0.95 });
  }
  return terms;
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
  const bookables = await loadBookables(deps, demandOf(open, pinnedIds, random), world);
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
  plan.push(...playAsked(place, personas, byKey));
  return plan.sort((a, b) => a.booking.createdAt.getTime() - b.booking.createdAt.getTime());
}
