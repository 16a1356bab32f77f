/** The rules of a voucher programme, as data (rules of the domain, "Innovation vouchers"). */
export interface ProgrammeRules {
  /** Share of a bill the voucher may pay, 0 to 100. */
  sharePercent: number;
  /** Bills up to this pay in full. */
  fullUpToFen: number;
  capPerApplicationFen: number;
  /** What one company may freeze and use of the region's vouchers of the year. */
  capPerCompanyYearFen: number;
  /** Units whose region starts with this may be paid; `33` is the whole province. */
  unitRegionPrefix: string;
  /** Kinds of service it pays for; both where left out. */
  serviceKinds?: readonly ('time' | 'sample')[];
}

export type VoucherRefusal =
  | 'not_accepted'
  | 'unit_not_listed'
  | 'kind_not_listed'
  | 'expired'
  | 'empty'
  | 'cap_reached'
  | 'same_control'
  | 'nothing_due';

export interface Payable {
  payableFen: number;
  refusedBecause: VoucherRefusal | null;
}

/** What vouchers may lawfully pay of a whole bill, in fen, rounded down: never more than their share. */
export function lawfulShare(rules: ProgrammeRules, billFen: number): number {
  if (billFen <= rules.fullUpToFen) return Math.min(billFen, rules.capPerApplicationFen);
  const share = Math.max(rules.fullUpToFen, Math.floor((billFen * rules.sharePercent) / 100));
  return Math.min(share, rules.capPerApplicationFen);
}

/**
 * What one voucher may pay of a bill, in fen. It must be valid when the money is frozen; that it may
 * run out before use is the programme's risk.
 */
export function payableByVoucher(
  grant: {
    leftFen: number;
    /** What the company's cap of the year leaves. */
    yearLeftFen: number;
    validUntil: Date;
    rules: ProgrammeRules;
  },
  bill: {
    /** The whole bill, earlier payments included. */
    totalFen: number;
    /** What vouchers pay of it already. */
    frozenFen?: number;
    kind: 'time' | 'sample';
    unitRegionCode: string;
    /** Whether the instrument takes vouchers at all. */
    isAccepted: boolean;
    isUnitControlled: boolean;
    at: Date;
  },
): Payable {
  const { rules } = grant;
  const refuse = (refusedBecause: VoucherRefusal): Payable => ({ payableFen: 0, refusedBecause });
  if (bill.totalFen === 0) return refuse('nothing_due');
  if (!bill.isAccepted) return refuse('not_accepted');
  if (grant.validUntil <= bill.at) return refuse('expired');
  if (!bill.unitRegionCode.startsWith(rules.unitRegionPrefix)) return refuse('unit_not_listed');
  if (!(rules.serviceKinds ?? [bill.kind]).includes(bill.kind)) return refuse('kind_not_listed');
  if (bill.isUnitControlled) return refuse('same_control');
  if (grant.leftFen === 0) return refuse('empty');
  if (grant.yearLeftFen === 0) return refuse('cap_reached');
  const lawful = Math.max(0, lawfulShare(rules, bill.totalFen) - (bill.frozenFen ?? 0));
  return {
    payableFen: Math.min(lawful, grant.leftFen, grant.yearLeftFen),
    refusedBecause: null,
  };
}
