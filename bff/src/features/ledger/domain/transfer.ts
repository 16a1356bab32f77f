/** One leg of a transfer. A plus fills the account, a minus draws on it. Never zero. */
export interface Leg {
  account: AccountKey;
  amountFen: number;
}

/**
 * Accounts by their meaning. Only `prepaid` and `grant` have a floor of zero and so a balance row;
 * the others are sums of postings, which keeps the booking path free of shared hot rows.
 */
export type AccountKey =
  | { kind: 'prepaid'; payerKind: string; payerId: string; unitId: string }
  | { kind: 'grant'; grantId: string; companyId: string }
  | { kind: 'programme'; programmeId: string }
  | { kind: 'escrow'; bookingId: string; unitId: string }
  | { kind: 'unit_income'; unitId: string }
  | { kind: 'unit_cash'; unitId: string };

export function naturalKeyOf(key: AccountKey): string {
  switch (key.kind) {
    case 'prepaid':
      return `prepaid:${key.payerKind}:${key.payerId}:${key.unitId}`;
    case 'grant':
      return `grant:${key.grantId}`;
    case 'programme':
      return `programme:${key.programmeId}`;
    case 'escrow':
      return `escrow:${key.bookingId}`;
    case 'unit_income':
      return `unit_income:${key.unitId}`;
    case 'unit_cash':
      return `unit_cash:${key.unitId}`;
  }
}

export function ownerOf(key: AccountKey): { kind: string; id: string; unitId: string | null } {
  switch (key.kind) {
    case 'prepaid':
      return { kind: key.payerKind, id: key.payerId, unitId: key.unitId };
    case 'grant':
      return { kind: 'company', id: key.companyId, unitId: null };
    case 'programme':
      return { kind: 'programme', id: key.programmeId, unitId: null };
    case 'escrow':
      return { kind: 'booking', id: key.bookingId, unitId: key.unitId };
    case 'unit_income':
    case 'unit_cash':
      return { kind: 'unit', id: key.unitId, unitId: key.unitId };
  }
}

export function hasFloor(key: AccountKey): boolean {
  return key.kind === 'prepaid' || key.kind === 'grant';
}

/**
 * Legs that may be posted: zero legs dropped, the rest in one order of accounts, so that two
 * transfers never wait for each other crosswise.
 * @throws Error where they do not sum to zero, or a leg is no safe integer: a bug, never a user's doing.
 */
export function balancedLegs(legs: readonly Leg[]): Leg[] {
  const sum = legs.reduce((total, leg) => total + leg.amountFen, 0);
  if (sum !== 0) throw new Error(`a transfer must sum to zero, not ${String(sum)}`);
  if (!legs.every((leg) => Number.isSafeInteger(leg.amountFen))) {
    throw new Error('a leg must be an integer number of fen');
  }
  return legs
    .filter((leg) => leg.amountFen !== 0)
    .sort((a, b) => (naturalKeyOf(a.account) < naturalKeyOf(b.account) ? -1 : 1));
}
