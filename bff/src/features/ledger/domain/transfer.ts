/** Why money moved. */
export type TransferKind =
  'top_up' | 'pay_off' | 'grant' | 'lapse' | 'payment' | 'refund' | 'settlement' | 'waiver';

/** One leg of a transfer. A plus fills the account, a minus draws on it. Never zero. */
export interface Leg {
  account: AccountKey;
  amountFen: number;
  /** Most likely the account's first posting: it is opened without being looked for. */
  isFirst?: boolean;
}

interface Held {
  payerKind: string;
  payerId: string;
  unitId: string;
}

/**
 * Accounts by their meaning. Only `prepaid` has a floor of zero and a balance row here; the balance of
 * a `grant` is the voucher's own row, what a `receivable` lacks is the payer's credit row. The others
 * are sums of postings, which keeps the booking path free of shared hot rows.
 */
export type AccountKey =
  | ({ kind: 'prepaid' } & Held)
  | ({ kind: 'receivable' } & Held)
  | { kind: 'grant'; grantId: string; companyId: string }
  | { kind: 'programme'; programmeId: string }
  | { kind: 'escrow'; bookingId: string; unitId: string }
  | { kind: 'unit_income'; unitId: string }
  | { kind: 'unit_cash'; unitId: string }
  | { kind: 'crew_income'; crewId: string; unitId: string }
  | { kind: 'group_income'; groupId: string; unitId: string };

interface Owner {
  kind: string;
  id: string;
  unitId: string | null;
}

/** Whose account it is. */
export function ownerOf(key: AccountKey): Owner {
  switch (key.kind) {
    case 'prepaid':
    case 'receivable':
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
    case 'crew_income':
      return { kind: 'crew', id: key.crewId, unitId: key.unitId };
    case 'group_income':
      return { kind: 'group', id: key.groupId, unitId: key.unitId };
  }
}

/** The one name of an account, unique among all. */
export function naturalKeyOf(key: AccountKey): string {
  switch (key.kind) {
    case 'prepaid':
    case 'receivable':
      return `${key.kind}:${key.payerKind}:${key.payerId}:${key.unitId}`;
    case 'grant':
      return `grant:${key.grantId}`;
    default:
      return `${key.kind}:${ownerOf(key).id}`;
  }
}

export function hasFloor(key: AccountKey): boolean {
  return key.kind === 'prepaid';
}

/**
 * Legs that may be posted: those of one account summed, zero legs dropped, the rest in one order of
 * accounts, so that two transfers never wait for each other crosswise.
 * @throws Error where they do not sum to zero, or a leg is no safe integer: a bug, never a user's doing.
 */
export function balancedLegs(legs: readonly Leg[]): Leg[] {
  const sum = legs.reduce((total, leg) => total + leg.amountFen, 0);
  if (sum !== 0) throw new Error(`a transfer must sum to zero, not ${String(sum)}`);
  const byAccount = new Map<string, Leg>();
  for (const leg of legs) {
    if (!Number.isSafeInteger(leg.amountFen)) {
      throw new Error('a leg must be an integer number of fen');
    }
    const naturalKey = naturalKeyOf(leg.account);
    const amountFen = (byAccount.get(naturalKey)?.amountFen ?? 0) + leg.amountFen;
    byAccount.set(naturalKey, { ...leg, amountFen });
  }
  return [...byAccount]
    .filter(([, leg]) => leg.amountFen !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, leg]) => leg);
}
