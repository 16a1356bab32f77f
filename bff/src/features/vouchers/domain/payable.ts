/** The rules of a voucher programme, as data (rules of the domain, "Innovation vouchers"). */
export interface ProgrammeRules {
  /** Share of a bill the voucher may pay, 0 to 100. */
  sharePercent: number;
  /** Bills up to this pay in full. */
  fullUpToFen: number;
  capPerApplicationFen: number;
  capPerCompanyYearFen: number;
  /** Units whose region starts with this may be paid; `33` is the whole province. */
  unitRegionPrefix: string;
}

export type VoucherRefusal =
  'not_accepted' | 'unit_not_listed' | 'expired' | 'empty' | 'same_control' | 'nothing_due';

export interface Payable {
  payableFen: number;
  refusedBecause: VoucherRefusal | null;
}

/**
 * What one voucher may pay of a bill, in fen, rounded down so that it never pays more than its share.
 * It must be valid when the money is frozen; that it may run out before use is the programme's risk.
 */
export function payableByVoucher(
  grant: { leftFen: number; validUntil: Date; rules: ProgrammeRules },
  bill: {
    totalFen: number;
    unitRegionCode: string;
    /** Whether the instrument takes vouchers at all. */
    isAccepted: boolean;
    isUnitControlled: boolean;
    at: Date;
  },
): Payable {
  const refuse = (refusedBecause: VoucherRefusal): Payable => ({ payableFen: 0, refusedBecause });
  if (bill.totalFen === 0) return refuse('nothing_due');
  if (!bill.isAccepted) return refuse('not_accepted');
  if (grant.validUntil <= bill.at) return refuse('expired');
  if (!bill.unitRegionCode.startsWith(grant.rules.unitRegionPrefix))
    return refuse('unit_not_listed');
  if (bill.isUnitControlled) return refuse('same_control');
  if (grant.leftFen === 0) return refuse('empty');
  const lawful =
    bill.totalFen <= grant.rules.fullUpToFen
      ? bill.totalFen
      : Math.max(
          grant.rules.fullUpToFen,
          Math.floor((bill.totalFen * grant.rules.sharePercent) / 100),
        );
  return {
    payableFen: Math.min(lawful, grant.leftFen, grant.rules.capPerApplicationFen),
    refusedBecause: null,
  };
}
