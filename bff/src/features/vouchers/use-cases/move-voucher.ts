import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import { Problem } from '../../../problem.ts';
import type { Leg } from '../../ledger/index.ts';
import { payableByVoucher } from '../domain/payable.ts';
import { freezeFen, insertYearCap, releaseFen, spendFen } from '../moves-repository.ts';
import { findGrant, type VoucherGrant } from '../repository.ts';
import { findOpenUses, insertUse, type OpenUse, releaseUse, spendUse } from '../uses-repository.ts';

export interface VoucherBill {
  bookingId: string;
  paymentId: string;
  /** The whole bill, earlier payments included. */
  billFen: number;
  hasEarlierPayments: boolean;
  kind: 'time' | 'sample';
  payer: { kind: string; id: string };
  unitId: string;
  unitRegionCode: string;
  acceptsVouchers: boolean;
}

function judge(
  grant: VoucherGrant,
  amountFen: number,
  frozenFen: number,
  bill: VoucherBill,
  at: Date,
): void {
  const { payableFen, refusedBecause } = payableByVoucher(
    { ...grant, rules: grant.programme.rules },
    {
      totalFen: bill.billFen,
      frozenFen,
      kind: bill.kind,
      unitRegionCode: bill.unitRegionCode,
      isAccepted: bill.acceptsVouchers,
      isUnitControlled: grant.controlledByUnitId === bill.unitId,
      at,
    },
  );
  if (refusedBecause === 'empty') throw new Problem('voucher.balance_short');
  if (refusedBecause === 'cap_reached') throw new Problem('voucher.cap_reached');
  if (refusedBecause !== null) throw new Problem('voucher.not_applicable');
  if (amountFen > grant.leftFen) throw new Problem('voucher.balance_short');
  if (amountFen > grant.yearLeftFen) throw new Problem('voucher.cap_reached');
  if (amountFen > payableFen) throw new Problem('voucher.above_share');
}

async function readOwn(trx: Trx, grantId: string, payer: VoucherBill['payer']) {
  const grant = await findGrant(trx, grantId);
  const isOwn = payer.kind === 'company' && grant?.companyId === payer.id;
  if (grant === undefined || !isOwn) throw new Problem('voucher.not_found');
  return grant;
}

/**
 * Freezes part of a voucher for a payment, in the caller's transaction: voucher and yearly cap in one
 * guarded statement. With what vouchers pay of the bill already it may not pass their lawful share.
 * @returns the leg that the payment's transfer needs, and the programme's name.
 * @throws Problem `voucher.not_found`, `voucher.not_applicable`, `voucher.above_share`,
 *   `voucher.balance_short`, `voucher.cap_reached`
 */
export async function freezeVoucher(
  deps: Deps,
  trx: Trx,
  grantId: string,
  amountFen: number,
  bill: VoucherBill,
): Promise<{ leg: Leg; name: string }> {
  const now = deps.clock.now();
  const grant = await readOwn(trx, grantId, bill.payer);
  const uses = bill.hasEarlierPayments ? await findOpenUses(trx, bill.bookingId) : [];
  const frozenFen = uses.reduce((sum, use) => sum + use.amountFen - use.releasedFen, 0);
  judge(grant, amountFen, frozenFen, bill, now);
  if (!grant.hasYearCap) await insertYearCap(trx, grant.companyId, grant.programme);
  if (!(await freezeFen(trx, grant, amountFen, now))) {
    // Someone was faster: what is left now says which of the two it was that ran short.
    judge(await readOwn(trx, grantId, bill.payer), amountFen, frozenFen, bill, now);
    throw new Problem('voucher.balance_short');
  }
  await insertUse(trx, {
    id: deps.newId(),
    grantId,
    bookingId: bill.bookingId,
    paymentId: bill.paymentId,
    amountFen,
    at: now,
  });
  return {
    leg: { account: { kind: 'grant', grantId, companyId: grant.companyId }, amountFen: -amountFen },
    name: grant.programme.name,
  };
}

function mustHold(holds: boolean, use: OpenUse): void {
  if (!holds) throw new Error(`voucher use ${use.id} was moved meanwhile`);
}

/**
 * Gives back part of what a payment froze, in fen: to the voucher, or to its programme once the voucher
 * has ended. The caller holds the booking's row.
 * @returns the leg that the refund's transfer needs.
 */
export async function releaseVoucher(
  deps: Deps,
  trx: Trx,
  use: OpenUse,
  fen: number,
): Promise<Leg> {
  const now = deps.clock.now();
  const hasEnded = use.validUntil <= now;
  mustHold(await releaseUse(trx, use, fen, now), use);
  mustHold(await releaseFen(trx, use.grantId, fen, hasEnded ? 'lapsed' : 'left'), use);
  return {
    account: hasEnded
      ? { kind: 'programme', programmeId: use.programmeId }
      : { kind: 'grant', grantId: use.grantId, companyId: use.companyId },
    amountFen: fen,
  };
}

/** A booking settled: what its vouchers still froze is spent, ended meanwhile or not. */
export async function spendVouchers(deps: Deps, trx: Trx, uses: readonly OpenUse[]): Promise<void> {
  for (const use of uses) {
    mustHold(await spendUse(trx, use, deps.clock.now()), use);
    mustHold(await spendFen(trx, use.grantId, use.amountFen - use.releasedFen), use);
  }
}
