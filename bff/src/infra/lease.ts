import type { Deps } from '../deps.ts';
import { later } from './clock.ts';
import type { Trx } from './database.ts';
import { inTransaction } from './transaction.ts';

/** The lease has gone to another owner: what is about to be written is no longer this one's to write. */
export class LeaseLost extends Error {
  override name = 'LeaseLost';
}

interface Held {
  name: string;
  epoch: number;
}

/**
 * Takes a lease that is free or has run out.
 * @param owner unlike every other owner there ever was
 * @returns its epoch, higher than that of every owner before; null where another holds it
 */
export async function takeLease(
  deps: Deps,
  { name, owner, forMs }: { name: string; owner: string; forMs: number },
): Promise<number | null> {
  const now = deps.clock.now();
  return await inTransaction({ ...deps, wakeWorker: () => undefined }, async (trx) => {
    await trx('leases')
      .insert({ name, owner: '', epoch: 0, until_at: new Date(0) })
      .onConflict()
      .ignore();
    const taken = await trx('leases')
      .where({ name })
      .where('until_at', '<=', now)
      .update({ owner, epoch: trx.raw('epoch + 1'), until_at: later(now, forMs) });
    if (taken === 0) return null;
    const row = (await trx('leases').where({ name }).first('epoch')) as { epoch: number };
    return row.epoch;
  });
}

/** Keeps a lease; false where it has gone to another. */
export async function renewLease(
  deps: Pick<Deps, 'db' | 'clock'>,
  { name, epoch }: Held,
  forMs: number,
): Promise<boolean> {
  const until = later(deps.clock.now(), forMs);
  // The count changes the row also where the instant is the same.
  const kept = await deps
    .db('leases')
    .where({ name, epoch })
    .update({ until_at: until, writes: deps.db.raw('writes + 1') });
  return kept === 1;
}

/** Leaves a lease to whoever comes next. */
export async function leaveLease(
  deps: Pick<Deps, 'db' | 'clock'>,
  { name, epoch }: Held,
): Promise<void> {
  await deps.db('leases').where({ name, epoch }).update({ until_at: deps.clock.now() });
}

/**
 * Makes the caller's transaction one that only the lease's holder can commit: the row is written, so that a
 * take-over on another node collides with it. @throws LeaseLost
 */
export async function underLease(trx: Trx, { name, epoch }: Held): Promise<void> {
  const held = await trx('leases')
    .where({ name, epoch })
    .update({ writes: trx.raw('writes + 1') });
  if (held !== 1) throw new LeaseLost(`lease ${name} of epoch ${String(epoch)} is another's`);
}
