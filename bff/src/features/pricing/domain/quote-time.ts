import { DateTime } from 'luxon';
import type { UserKind } from '../../instruments/index.ts';

export type PriceItemKind = 'machine_hour' | 'crew_hour' | 'sample' | 'start_up' | 'consumable';

export interface PriceItem {
  userKind: UserKind;
  item: PriceItemKind;
  testItemId: string | null;
  name: string;
  unitFen: number;
}

export interface OffPeak {
  /** Wall-clock times of the unit's zone; `to` before `from` runs past midnight. */
  from: string;
  to: string;
  percentOff: number;
}

export interface PriceList {
  id: string;
  chargingMode: 'reservation' | 'use' | 'overage';
  items: PriceItem[];
  offPeak: OffPeak[];
  minimumFen: number;
  subsidyPerHourFen: number;
  validFrom: string;
  validTo: string | null;
}

export interface QuoteLine {
  item: PriceItemKind | 'minimum_top_up';
  name: string;
  quantity: number;
  unitFen: number;
  percentOff: number;
  startsAt: string | null;
  endsAt: string | null;
  amountFen: number;
}

const MINUTE_MS = 60_000;

/** `numerator / denominator`, half rounded up; both non-negative integers. */
export function divideHalfUp(numerator: number, denominator: number): number {
  return Math.floor((2 * numerator + denominator) / (2 * denominator));
}

const minutesOf = (wall: string): number => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3));

function discountAt(offPeak: readonly OffPeak[], minuteOfDay: number): number {
  const found = offPeak.find(({ from, to }) => {
    const [start, end] = [minutesOf(from), minutesOf(to)];
    return start < end
      ? minuteOfDay >= start && minuteOfDay < end
      : minuteOfDay >= start || minuteOfDay < end;
  });
  return found?.percentOff ?? 0;
}

interface Stretch {
  startMs: number;
  endMs: number;
  percentOff: number;
}

/** Cuts an interval where the discount changes. Zones shift by whole quarters of an hour. */
function stretches(range: Interval, offPeak: readonly OffPeak[], timeZone: string): Stretch[] {
  const whole = { startMs: range.startsAt.getTime(), endMs: range.endsAt.getTime() };
  if (offPeak.length === 0) return [{ ...whole, percentOff: 0 }];
  const cuts: Stretch[] = [];
  const step = 15 * MINUTE_MS;
  for (let at = range.startsAt.getTime(); at < range.endsAt.getTime();) {
    const next = Math.min((Math.floor(at / step) + 1) * step, range.endsAt.getTime());
    const local = DateTime.fromMillis(at, { zone: timeZone });
    const percentOff = discountAt(offPeak, local.hour * 60 + local.minute);
    const last = cuts.at(-1);
    if (last?.percentOff === percentOff) last.endMs = next;
    else cuts.push({ startMs: at, endMs: next, percentOff });
    at = next;
  }
  return cuts;
}

interface Interval {
  startsAt: Date;
  endsAt: Date;
}

/**
 * The lines of a machine-time booking in fen, each rounded half up once; null where the list has no
 * price for this kind of user and service. Charged by reservation: the booked time, start-up fee,
 * minimum charge (which replaces a lower sum and then carries no subsidy).
 */
export function quoteTime(
  list: PriceList,
  userKind: UserKind,
  service: 'self' | 'crew',
  range: Interval,
  timeZone: string,
): QuoteLine[] | null {
  const wanted = service === 'self' ? 'machine_hour' : 'crew_hour';
  const hourly = list.items.find((row) => row.userKind === userKind && row.item === wanted);
  if (hourly === undefined) return null;
  const lines: QuoteLine[] = stretches(range, list.offPeak, timeZone).map((stretch) => {
    const minutes = Math.round((stretch.endMs - stretch.startMs) / MINUTE_MS);
    return {
      item: wanted,
      name: hourly.name,
      quantity: divideHalfUp(minutes * 100, 60) / 100,
      unitFen: hourly.unitFen,
      percentOff: stretch.percentOff,
      startsAt: new Date(stretch.startMs).toISOString(),
      endsAt: new Date(stretch.endMs).toISOString(),
      amountFen: divideHalfUp(minutes * hourly.unitFen * (100 - stretch.percentOff), 6_000),
    };
  });
  const once = list.items.find((row) => row.userKind === userKind && row.item === 'start_up');
  if (once !== undefined && once.unitFen > 0)
    lines.push(single('start_up', once.name, once.unitFen));
  const missing = list.minimumFen - totalOf(lines);
  if (missing > 0 && hourly.unitFen > 0) lines.push(single('minimum_top_up', '', missing));
  return lines;
}

const single = (item: QuoteLine['item'], name: string, amountFen: number): QuoteLine => ({
  item,
  name,
  quantity: 1,
  unitFen: amountFen,
  percentOff: 0,
  startsAt: null,
  endsAt: null,
  amountFen,
});

export function totalOf(lines: readonly QuoteLine[]): number {
  return lines.reduce((sum, line) => sum + line.amountFen, 0);
}
