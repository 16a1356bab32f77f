import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import { insertPostings, insertTransfer, moveBalance } from '../accounts-repository.ts';
import {
  type AccountKey,
  balancedLegs,
  hasFloor,
  type Leg,
  naturalKeyOf,
  type TransferKind,
} from '../domain/transfer.ts';
import { openAccounts } from './open-accounts.ts';

/** What a transfer is for. */
export interface Transfer {
  kind: TransferKind;
  bookingId?: string | null;
  actorId: string | null;
  reason: string;
  legs: readonly Leg[];
}

/** A prepaid account would fall under zero; the caller knows which Problem that is. */
export class FloorReached extends Error {
  override name = 'FloorReached';
  readonly account: AccountKey;
  constructor(account: AccountKey) {
    super(`${naturalKeyOf(account)} does not hold enough`);
    this.account = account;
  }
}

/**
 * Posts one balanced transfer in the caller's transaction; amounts in fen. Accounts open themselves
 * at their first posting. A transfer of nothing posts nothing.
 * @returns the transfer's id, or null where nothing was posted.
 * @throws FloorReached where a prepaid account does not hold enough; post nothing else then.
 */
export async function postTransfer(
  deps: Pick<Deps, 'db' | 'newId' | 'clock'>,
  trx: Trx,
  transfer: Transfer,
): Promise<string | null> {
  const legs = balancedLegs(transfer.legs);
  if (legs.length === 0) return null;
  const ids = await openAccounts(deps, trx, legs);
  const postings = legs.map(({ account, amountFen }) => ({
    account,
    amountFen,
    accountId: ids.get(naturalKeyOf(account)) ?? '',
  }));
  for (const { account, accountId, amountFen } of postings) {
    if (hasFloor(account) && !(await moveBalance(trx, accountId, amountFen))) {
      throw new FloorReached(account);
    }
  }
  const id = deps.newId();
  await insertTransfer(trx, {
    id,
    kind: transfer.kind,
    bookingId: transfer.bookingId ?? null,
    actorId: transfer.actorId,
    reason: transfer.reason,
    at: deps.clock.now(),
  });
  await insertPostings(trx, id, postings);
  return id;
}
