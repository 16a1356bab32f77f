import type { UserKind } from '../../instruments/index.ts';
import {
  divideHalfUp,
  type PriceItem,
  type PriceList,
  type QuoteLine,
  startUp,
  topUp,
} from './price-list.ts';
import { type Interval, minutesIn, type Stretch, stretches } from './stretches.ts';

/** What the charging mode makes of the booked and the actual time. */
function charged(
  mode: PriceList['chargingMode'],
  { reserved, actual }: { reserved: Interval; actual: Interval | null },
): Interval {
  if (actual === null || mode === 'reservation') return reserved;
  if (mode === 'use') return actual;
  const endsAt = actual.endsAt > reserved.endsAt ? actual.endsAt : reserved.endsAt;
  return { startsAt: reserved.startsAt, endsAt };
}

function timeLine(
  item: QuoteLine['item'],
  name: string,
  unitFen: number,
  stretch: Stretch,
): QuoteLine {
  const minutes = minutesIn(stretch);
  return {
    item,
    name,
    quantity: divideHalfUp(minutes * 100, 60) / 100,
    unitFen,
    percentOff: stretch.percentOff,
    startsAt: new Date(stretch.startMs).toISOString(),
    endsAt: new Date(stretch.endMs).toISOString(),
    amountFen: divideHalfUp(minutes * unitFen * (100 - stretch.percentOff), 6_000),
  };
}

/** The subsidy takes the discount of the hours it stands beside and is never above their price. */
function subsidies(list: PriceList, hourly: PriceItem, cuts: readonly Stretch[]): QuoteLine[] {
  const unitFen = Math.min(list.subsidyPerHourFen, hourly.unitFen);
  return cuts
    .map((cut) => timeLine('subsidy', '', unitFen, cut))
    .filter(({ amountFen }) => amountFen > 0)
    .map((line) => ({ ...line, amountFen: -line.amountFen }));
}

/**
 * The bill of a machine-time booking, line by line in fen, each rounded half up once; null where the
 * list has no price for this kind of user and service. `actual` null counts as booked. A minimum
 * charge replaces a lower sum and then carries no subsidy.
 */
export function billTime(
  list: PriceList,
  userKind: UserKind,
  service: 'self' | 'crew',
  times: { reserved: Interval; actual: Interval | null },
  timeZone: string,
): QuoteLine[] | null {
  const wanted = service === 'self' ? 'machine_hour' : 'crew_hour';
  const hourly = list.items.find((row) => row.userKind === userKind && row.item === wanted);
  if (hourly === undefined) return null;
  const cuts = stretches(charged(list.chargingMode, times), list.offPeak, timeZone);
  const lines = [
    ...cuts.map((cut) => timeLine(wanted, hourly.name, hourly.unitFen, cut)),
    ...startUp(list, userKind),
  ];
  const missing = topUp(list, lines, hourly.unitFen === 0);
  return [...lines, ...(missing.length > 0 ? missing : subsidies(list, hourly, cuts))];
}

/** The price of a wish: the bill of a booking that is used as booked. */
export function quoteTime(
  list: PriceList,
  userKind: UserKind,
  service: 'self' | 'crew',
  range: Interval,
  timeZone: string,
): QuoteLine[] | null {
  return billTime(list, userKind, service, { reserved: range, actual: null }, timeZone);
}
