import { cellsOf } from '../features/bookings/domain/cells.ts';
import { DAY, HOUR, later, MINUTE } from '../infra/clock.ts';
import type { Bookable } from './bookables.ts';
import { buffersOf, type Calendar, onGrid } from './calendar.ts';
import type { Customer } from './customers.ts';
import { planBooking, type PlannedBooking, type Planner } from './plan-booking.ts';
import type { Random } from './random.ts';
import type { Unit } from './world.ts';

const LENGTHS = [60, 60, 90, 120, 120, 120, 180, 240, 240, 480];

/** A length that the rules allow, on their grid. */
export function lengthFor({ instrument: { rules } }: Bookable, random: Random): number {
  const grid = rules.gridMinutes;
  const wish = Math.min(rules.maxMinutes, Math.max(rules.minMinutes, random.pick(LENGTHS)));
  return Math.max(Math.ceil(rules.minMinutes / grid) * grid, Math.floor(wish / grid) * grid);
}

export function serviceFor(
  { instrument: { rules } }: Bookable,
  customer: Customer,
  random: Random,
) {
  if (rules.service !== 'both') return rules.service;
  return random.chance(customer.company === null ? 0.3 : 0.65) ? 'crew' : 'self';
}

interface Place {
  planner: Planner;
  calendar: Calendar;
  unitOf: (unitId: string) => Unit;
  customerFor: (unitId: string, groupId: string | null) => Customer;
}

/** Fills the stations of one instrument day by day, as full as its demand says. */
export function fillInstrument(place: Place, bookable: Bookable, plan: PlannedBooking[]): void {
  const { planner, calendar } = place;
  const { random, now } = planner;
  const { instrument, busy } = bookable;
  const { rules } = instrument;
  const unit = place.unitOf(instrument.unitId);
  const since = later(now, -busy.days * DAY);
  const step = rules.gridMinutes * MINUTE;
  for (const { id: stationId } of instrument.stations) {
    for (const open of calendar.windows(rules)) {
      if (open.endsAt <= since) continue;
      let at = onGrid(open.startsAt > since ? open.startsAt : since, step);
      while (at < open.endsAt.getTime()) {
        const minutes = lengthFor(bookable, random);
        const range = { startsAt: new Date(at), endsAt: new Date(at + minutes * MINUTE) };
        const wish = at < now.getTime() ? busy.past : busy.future;
        if (range.endsAt > open.endsAt || !random.chance(wish)) {
          at += Math.ceil(random.pick([30, 60, 60, 120]) / rules.gridMinutes) * step;
          continue;
        }
        const cells = cellsOf(range, buffersOf(rules));
        const made = calendar.isFree(stationId, cells)
          ? planFor(place, bookable, unit, stationId, range)
          : undefined;
        if (made !== undefined) {
          calendar.take(stationId, cells);
          plan.push(made);
          at = range.endsAt.getTime();
        } else at += step;
      }
    }
  }
}

function planFor(
  { planner, customerFor }: Place,
  bookable: Bookable,
  unit: Unit,
  stationId: string,
  range: { startsAt: Date; endsAt: Date },
): PlannedBooking | undefined {
  const customer = customerFor(unit.id, bookable.instrument.groupId);
  const service = serviceFor(bookable, customer, planner.random);
  return planBooking(planner, { bookable, unit, customer, stationId, range, service });
}

/** A few bookings here and there of an instrument that is rarely asked for. */
export function sprinkle(
  place: Place,
  bookable: Bookable,
  count: number,
  plan: PlannedBooking[],
): void {
  const { planner, calendar } = place;
  const { random, now } = planner;
  const { rules, stations, unitId } = bookable.instrument;
  const unit = place.unitOf(unitId);
  const [station] = stations;
  if (station === undefined) return;
  for (let made = 0; made < count; made += 1) {
    const from = later(now, random.int(-bookable.busy.days * 24, 12 * 24) * HOUR);
    const slot = calendar.slotFrom(station.id, rules, from, lengthFor(bookable, random));
    if (slot === undefined) continue;
    const found = planFor(place, bookable, unit, station.id, slot);
    if (found === undefined) continue;
    calendar.take(station.id, cellsOf(slot, buffersOf(rules)));
    plan.push(found);
  }
}

export type { Place };
