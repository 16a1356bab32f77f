import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import { type Leg, postTransfer } from '../../ledger/index.ts';
import { distribute, NO_RULE, type Shares } from '../domain/distribute.ts';
import { escrowOf, type PaidBooking } from '../domain/payment.ts';
import { findRule, insertSettlement, type Settlement } from '../settlements-repository.ts';

/** The accounts that a unit's, a crew's and a group's share go to, with a plus. */
export function incomeLegs(
  booking: { unitId: string; crewId: string | null; groupId: string | null },
  { unitFen, crewFen, groupFen }: Shares,
): Leg[] {
  const { unitId, crewId, groupId } = booking;
  const legs: Leg[] = [{ account: { kind: 'unit_income', unitId }, amountFen: unitFen }];
  if (crewId !== null) {
    legs.push({ account: { kind: 'crew_income', crewId, unitId }, amountFen: crewFen });
  }
  if (groupId !== null) {
    legs.push({ account: { kind: 'group_income', groupId, unitId }, amountFen: groupFen });
  }
  return legs;
}

/**
 * Empties what a booking's escrow holds, in fen, to unit, crew and group by the unit's distribution
 * rule of today, and writes down what went where under which version of it.
 */
export async function settleEscrow(
  deps: Deps,
  trx: Trx,
  booking: PaidBooking,
  amountFen: number,
  why: { kind: Settlement['kind']; actorId: string | null; reason: string },
): Promise<void> {
  if (amountFen === 0) return;
  const rule = (await findRule(trx, booking.unitId)) ?? NO_RULE;
  const has = { crew: booking.crewId !== null, group: booking.groupId !== null };
  const shares = distribute(amountFen, rule, has);
  const transferId = await postTransfer(deps, trx, {
    kind: 'settlement',
    bookingId: booking.id,
    actorId: why.actorId,
    reason: why.reason,
    legs: [
      { account: escrowOf(booking.id, booking.unitId), amountFen: -amountFen },
      ...incomeLegs(booking, shares),
    ],
  });
  if (transferId === null) return;
  await insertSettlement(trx, {
    ...shares,
    transferId,
    kind: why.kind,
    bookingId: booking.id,
    unitId: booking.unitId,
    crewId: booking.crewId,
    groupId: booking.groupId,
    ruleVersion: rule.version,
    amountFen,
    reverses: null,
    at: deps.clock.now(),
  });
}
