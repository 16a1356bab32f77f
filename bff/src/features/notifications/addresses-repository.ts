import type { Trx } from '../../infra/database.ts';
import type { OutsideChannel } from './domain/preferences.ts';
import type { Trouble } from './deliveries-repository.ts';

/** Where a channel reaches a person; used only once it is verified. */
export interface Address {
  userId: string;
  channel: OutsideChannel;
  address: string;
  nonce: string | null;
  codeTries: number;
  askedAt: Date | null;
  /** Codes asked for since `asksSince`. */
  asks: number;
  asksSince: Date | null;
  verifiedAt: Date | null;
  /** Why the code did not go out. */
  trouble: Trouble | null;
}

type Row = Record<string, unknown>;

/** What stands where an address was. */
const FORGOTTEN = '';

const toAddress = (row: Row): Address => ({
  userId: String(row['user_id']),
  channel: row['channel'] as OutsideChannel,
  address: String(row['address']),
  nonce: row['nonce'] as string | null,
  codeTries: Number(row['code_tries']),
  askedAt: row['asked_at'] as Date | null,
  asks: Number(row['asks']),
  asksSince: row['asks_since'] as Date | null,
  verifiedAt: row['verified_at'] as Date | null,
  trouble: row['trouble'] as Trouble | null,
});

export async function findAddresses(trx: Trx, userIds: readonly string[]): Promise<Address[]> {
  const rows = (await trx('notice_addresses')
    .whereIn('user_id', [...userIds])
    .whereNot('address', FORGOTTEN)) as Row[];
  return rows.map(toAddress);
}

/** The same, kept from others until the transaction ends: tries and asks are counted, one by one. */
export async function lockAddress(
  trx: Trx,
  userId: string,
  channel: OutsideChannel,
): Promise<Address | undefined> {
  const row = (await trx('notice_addresses')
    .where({ user_id: userId, channel })
    .forUpdate()
    .first()) as Row | undefined;
  return row === undefined ? undefined : toAddress(row);
}

export async function writeAddress(trx: Trx, one: Address): Promise<void> {
  await trx('notice_addresses')
    .insert({
      user_id: one.userId,
      channel: one.channel,
      address: one.address,
      nonce: one.nonce,
      code_tries: one.codeTries,
      asked_at: one.askedAt,
      asks: one.asks,
      asks_since: one.asksSince,
      verified_at: one.verifiedAt,
      trouble: one.trouble,
    })
    .onConflict()
    .merge();
}

/** Notes how the sending of a code went, as long as it is the newest one. */
export async function noteTrouble(
  trx: Trx,
  { userId, channel, nonce }: Address,
  trouble: Trouble | null,
): Promise<void> {
  await trx('notice_addresses').where({ user_id: userId, channel, nonce }).update({ trouble });
}

/** Forgets an address, but not how often codes were asked for: else taking it back would begin anew. */
export async function forgetAddress(
  trx: Trx,
  userId: string,
  channel: OutsideChannel,
): Promise<void> {
  await trx('notice_addresses')
    .where({ user_id: userId, channel })
    .update({ address: FORGOTTEN, nonce: null, verified_at: null, trouble: null });
}
