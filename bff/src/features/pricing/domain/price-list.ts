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
  item: PriceItemKind | 'minimum_top_up' | 'subsidy';
  name: string;
  quantity: number;
  unitFen: number;
  percentOff: number;
  startsAt: string | null;
  endsAt: string | null;
  /** Negative in a `subsidy`, never elsewhere. */
  amountFen: number;
}

/**
 * The list narrowed to one kind of user, to be frozen in a booking: what its final bill is reckoned
 * from, whatever the list becomes later.
 */
export function termsOf(list: PriceList, userKind: UserKind): PriceList {
  return { ...list, items: list.items.filter((row) => row.userKind === userKind) };
}

/** The sum of a quote's lines in fen. */
export function totalOf(lines: readonly QuoteLine[]): number {
  return lines.reduce((sum, line) => sum + line.amountFen, 0);
}

/** `numerator / denominator`, half rounded up; both non-negative integers. */
export function divideHalfUp(numerator: number, denominator: number): number {
  return Math.floor((2 * numerator + denominator) / (2 * denominator));
}

export const single = (
  item: QuoteLine['item'],
  name: string,
  unitFen: number,
  quantity = 1,
): QuoteLine => ({
  item,
  name,
  quantity,
  unitFen,
  percentOff: 0,
  startsAt: null,
  endsAt: null,
  amountFen: quantity * unitFen,
});

/** The start-up fee, once a bill, where there is one. */
export function startUp(list: PriceList, userKind: UserKind): QuoteLine[] {
  const fee = list.items.find((row) => row.userKind === userKind && row.item === 'start_up');
  return fee === undefined || fee.unitFen === 0 ? [] : [single('start_up', fee.name, fee.unitFen)];
}

/** What a bill with a price lacks to the list's minimum charge. */
export function topUp(list: PriceList, lines: readonly QuoteLine[], isFree: boolean): QuoteLine[] {
  const missing = list.minimumFen - totalOf(lines);
  return missing > 0 && !isFree ? [single('minimum_top_up', '', missing)] : [];
}
