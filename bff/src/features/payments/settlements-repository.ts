import type { Trx } from '../../infra/database.ts';
import type { DistributionRule, Shares } from './domain/distribute.ts';

/** What one settlement shared out, and under which version of the unit's rule. */
export interface Settlement extends Shares {
  transferId: string;
  kind: 'bill' | 'fee';
  bookingId: string;
  unitId: string;
  crewId: string | null;
  groupId: string | null;
  ruleVersion: number;
  amountFen: number;
  /** The settlement that this one takes back; its sums are the same with a minus. */
  reverses: string | null;
  at: Date;
}

export async function insertSettlement(trx: Trx, one: Settlement): Promise<void> {
  await trx('settlements').insert({
    transfer_id: one.transferId,
    kind: one.kind,
    booking_id: one.bookingId,
    unit_id: one.unitId,
    crew_id: one.crewId,
    group_id: one.groupId,
    rule_version: one.ruleVersion,
    amount_fen: one.amountFen,
    unit_fen: one.unitFen,
    crew_fen: one.crewFen,
    group_fen: one.groupFen,
    reverses: one.reverses,
    at: one.at,
  });
}

/** The fee that was kept of a booking and not given back since. */
export async function findKeptFee(trx: Trx, bookingId: string): Promise<Settlement | undefined> {
  const row = (await trx('settlements as s')
    .leftJoin('settlements as r', 'r.reverses', 's.transfer_id')
    .where({ 's.booking_id': bookingId, 's.kind': 'fee' })
    .whereNull('s.reverses')
    .whereNull('r.transfer_id')
    .first('s.*')) as Record<string, unknown> | undefined;
  if (row === undefined) return undefined;
  return {
    transferId: String(row['transfer_id']),
    kind: 'fee',
    bookingId,
    unitId: String(row['unit_id']),
    crewId: row['crew_id'] as string | null,
    groupId: row['group_id'] as string | null,
    ruleVersion: Number(row['rule_version']),
    amountFen: Number(row['amount_fen']),
    unitFen: Number(row['unit_fen']),
    crewFen: Number(row['crew_fen']),
    groupFen: Number(row['group_fen']),
    reverses: null,
    at: row['at'] as Date,
  };
}

/** The newest version of a unit's rule. */
export async function findRule(trx: Trx, unitId: string): Promise<DistributionRule | undefined> {
  const row = (await trx('distribution_rules')
    .where({ unit_id: unitId })
    .orderBy('version', 'desc')
    .first()) as Record<string, unknown> | undefined;
  if (row === undefined) return undefined;
  return {
    version: Number(row['version']),
    crewPercent: Number(row['crew_percent']),
    groupPercent: Number(row['group_percent']),
  };
}

export async function insertRule(
  trx: Trx,
  rule: DistributionRule & { unitId: string; createdBy: string; createdAt: Date },
): Promise<void> {
  await trx('distribution_rules').insert({
    unit_id: rule.unitId,
    version: rule.version,
    crew_percent: rule.crewPercent,
    group_percent: rule.groupPercent,
    created_by: rule.createdBy,
    created_at: rule.createdAt,
  });
}
