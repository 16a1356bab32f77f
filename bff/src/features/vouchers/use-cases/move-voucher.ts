import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import { type Leg } from '../../ledger/index.ts';
import { Problem } from '../../../problem.ts';
import { payableByVoucher } from '../domain/payable.ts';
import {
  endUse,
  findGrant,
  freezeFen,
  insertUse,
  lockFrozenUse,
  releaseFen,
  spendFen,
} from '../repository.ts';

interface Bill {
  bookingId: string;
  totalFen: number;
  payer: { kind: string; id: string };
  unitId: string;
  unitRegionCode: string;
  acceptsVouchers: boolean;
}

/**
 * Freezes part of a voucher for a booking, in the caller's transaction.
 * @returns the legs that the payment's transfer needs, and the programme's name.
 * @throws Problem `voucher.not_found`, `voucher.not_applicable`, `voucher.above_share`,
 *   `voucher.balance_short`
 */
export async function freezeVoucher(
  deps: Deps,
  trx: Trx,
  grantId: string,
  amountFen: number,
  bill: Bill,
): Promise<{ leg: Leg; name: string }> {
  const now = deps.clock.now();
  const grant = await findGrant(trx, grantId);
  if (grant === undefined || bill.payer.kind !== 'company' || grant.companyId !== bill.payer.id) {
    throw new Problem('voucher.not_found');
  }
  const { payableFen, refusedBecause } = payableByVoucher(
    { leftFen: grant.leftFen, validUntil: grant.validUntil, rules: grant.programme.rules },
    {
      totalFen: bill.totalFen,
      unitRegionCode: bill.unitRegionCode,
      isAccepted: bill.acceptsVouchers,
      isUnitControlled: grant.controlledByUnitId === bill.unitId,
      at: now,
    },
  );
  if (refusedBecause === 'empty') throw new Problem('voucher.balance_short');
  if (refusedBecause !== null) throw new Problem('voucher.not_applicable');
  if (amountFen > grant.leftFen) throw new Problem('voucher.balance_short');
  if (amountFen > payableFen) throw new Problem('voucher.above_share');
  if (!(await freezeFen(trx, grantId, amountFen, now))) throw new Problem('voucher.balance_short');
  await insertUse(trx, {
    id: deps.newId(),
    grantId,
    bookingId: bill.bookingId,
    amountFen,
    at: now,
  });
  return {
    leg: { account: { kind: 'grant', grantId, companyId: grant.companyId }, amountFen: -amountFen },
    name: grant.programme.name,
  };
}

/** Gives a booking's frozen voucher back whole. @returns the leg, or undefined where none was used. */
export async function releaseVoucher(
  deps: Deps,
  trx: Trx,
  bookingId: string,
): Promise<Leg | undefined> {
  const use = await lockFrozenUse(trx, bookingId);
  if (use === undefined) return undefined;
  const grant = await findGrant(trx, use.grantId);
  if (grant === undefined) throw new Error(`voucher ${use.grantId} is gone`);
  const now = deps.clock.now();
  const hasEnded = grant.validUntil <= now;
  await releaseFen(trx, grant.id, use.amountFen, hasEnded ? 'lapsed' : 'left');
  await endUse(trx, use.id, 'released', now);
  return {
    account: hasEnded
      ? { kind: 'programme', programmeId: grant.programme.id }
      : { kind: 'grant', grantId: grant.id, companyId: grant.companyId },
    amountFen: use.amountFen,
  };
}

/** A booking closed: what its voucher froze is spent. */
export async function spendVoucher(deps: Deps, trx: Trx, bookingId: string): Promise<void> {
  const use = await lockFrozenUse(trx, bookingId);
  if (use === undefined) return;
  await spendFen(trx, use.grantId, use.amountFen);
  await endUse(trx, use.id, 'used', deps.clock.now());
}
