import type { Trx } from '../../infra/database.ts';
import { type AccountKey, naturalKeyOf, ownerOf } from './domain/transfer.ts';

/** Ids of accounts by natural key, in one statement; those not open yet are left out. */
export async function findAccountIds(
  trx: Trx,
  naturalKeys: readonly string[],
): Promise<Map<string, string>> {
  const rows = (await trx('ledger_accounts')
    .whereIn('natural_key', [...naturalKeys])
    .select('id', 'natural_key')) as { id: string; natural_key: string }[];
  return new Map(rows.map((row) => [row.natural_key, row.id]));
}

export async function insertAccounts(
  trx: Trx,
  accounts: readonly { id: string; key: AccountKey }[],
): Promise<void> {
  await trx('ledger_accounts').insert(
    accounts.map(({ id, key }) => {
      const owner = ownerOf(key);
      return {
        id,
        kind: key.kind,
        natural_key: naturalKeyOf(key),
        owner_kind: owner.kind,
        owner_id: owner.id,
        unit_id: owner.unitId,
      };
    }),
  );
}

export async function insertBalances(trx: Trx, accountIds: readonly string[]): Promise<void> {
  await trx('ledger_balances').insert(
    accountIds.map((account_id) => ({ account_id, balance_fen: 0 })),
  );
}

/** Moves a balance by one guarded statement; false where it would fall under zero. */
export async function moveBalance(trx: Trx, accountId: string, byFen: number): Promise<boolean> {
  const changed = await trx('ledger_balances')
    .where({ account_id: accountId })
    .andWhere('balance_fen', '>=', -byFen)
    .update({ balance_fen: trx.raw('balance_fen + ?', [byFen]) });
  return changed === 1;
}

/** What an account with a floor holds, in fen, locked until the transaction ends; 0 where none is open. */
export async function lockBalance(trx: Trx, key: AccountKey): Promise<number> {
  const row = (await trx('ledger_balances as b')
    .join('ledger_accounts as a', 'a.id', 'b.account_id')
    .where('a.natural_key', naturalKeyOf(key))
    .forUpdate()
    .first('b.balance_fen')) as { balance_fen: number } | undefined;
  return row?.balance_fen ?? 0;
}

export async function insertTransfer(
  trx: Trx,
  transfer: {
    id: string;
    kind: string;
    bookingId: string | null;
    actorId: string | null;
    reason: string;
    at: Date;
  },
): Promise<void> {
  await trx('ledger_transfers').insert({
    id: transfer.id,
    kind: transfer.kind,
    booking_id: transfer.bookingId,
    actor_id: transfer.actorId,
    reason: transfer.reason,
    at: transfer.at,
  });
}

export async function insertPostings(
  trx: Trx,
  transferId: string,
  postings: readonly { accountId: string; amountFen: number }[],
): Promise<void> {
  await trx('ledger_postings').insert(
    postings.map(({ accountId, amountFen }) => ({
      transfer_id: transferId,
      account_id: accountId,
      amount_fen: amountFen,
    })),
  );
}
