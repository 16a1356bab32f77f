import type { Trx } from '../../infra/database.ts';
import type { QuotaCharge } from './domain/quotas.ts';

/**
 * Takes from one quota by a guarded write of its row, so that a race for the last of it has one winner
 * on any node. False where not enough is left.
 */
async function takeQuota(trx: Trx, instrumentId: string, charge: QuotaCharge): Promise<boolean> {
  await trx.raw(`insert ignore into quota_uses (instrument_id, quota_key, used) values (?, ?, 0)`, [
    instrumentId,
    charge.key,
  ]);
  const changed = await trx('quota_uses')
    .where({ instrument_id: instrumentId, quota_key: charge.key })
    .where('used', '<=', charge.limit - charge.amount)
    .update({ used: trx.raw('used + ?', [charge.amount]) });
  return changed === 1;
}

/** Takes all charges of a booking. @returns the one that was refused, if any; roll back then. */
export async function takeQuotas(
  trx: Trx,
  instrumentId: string,
  charges: readonly QuotaCharge[],
): Promise<QuotaCharge | undefined> {
  for (const charge of charges) {
    if (!(await takeQuota(trx, instrumentId, charge))) return charge;
  }
  return undefined;
}

/** Counts a booking that staff let past its limits: the row grows, whatever the limit says. */
export async function overdrawQuotas(
  trx: Trx,
  instrumentId: string,
  charges: readonly QuotaCharge[],
): Promise<void> {
  for (const charge of charges) {
    await trx.raw(
      `insert into quota_uses (instrument_id, quota_key, used) values (?, ?, ?)
         on duplicate key update used = used + ?`,
      [instrumentId, charge.key, charge.amount, charge.amount],
    );
  }
}

export async function giveBackQuotas(
  trx: Trx,
  instrumentId: string,
  charges: readonly QuotaCharge[],
): Promise<void> {
  for (const charge of charges) {
    await trx('quota_uses')
      .where({ instrument_id: instrumentId, quota_key: charge.key })
      .update({ used: trx.raw('used - ?', [charge.amount]) });
  }
}

export async function insertCooldown(
  trx: Trx,
  cooldown: {
    bookingId: string;
    userId: string;
    instrumentId: string;
    startsAt: Date;
    endsAt: Date;
    until: Date;
  },
): Promise<void> {
  await trx('hold_cooldowns').insert({
    booking_id: cooldown.bookingId,
    user_id: cooldown.userId,
    instrument_id: cooldown.instrumentId,
    starts_at: cooldown.startsAt,
    ends_at: cooldown.endsAt,
    until_at: cooldown.until,
  });
}

export async function deleteOldCooldowns(trx: Trx, now: Date): Promise<number> {
  return await trx('hold_cooldowns').where('until_at', '<=', now).delete();
}
