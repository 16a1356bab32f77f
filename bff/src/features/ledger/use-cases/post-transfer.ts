import type { Deps } from '../../../deps.ts';
import { isDuplicate } from '../../../infra/database-errors.ts';
import type { Trx } from '../../../infra/database.ts';
import {
  type AccountKey,
  balancedLegs,
  hasFloor,
  type Leg,
  naturalKeyOf,
  ownerOf,
} from '../domain/transfer.ts';
import {
  findAccountId,
  insertAccount,
  insertBalance,
  insertPostings,
  insertTransfer,
  moveBalance,
} from '../repository.ts';

/** What a transfer is for. */
export type TransferKind = 'top_up' | 'grant' | 'payment' | 'refund' | 'settlement';

export interface Transfer {
  kind: TransferKind;
  bookingId?: string | null;
  actorId: string | null;
  reason: string;
  legs: readonly Leg[];
}

/** An account would fall under its floor; the caller knows which Problem that is. */
export class FloorReached extends Error {
  override name = 'FloorReached';
  readonly account: AccountKey;
  constructor(account: AccountKey) {
    super(`${naturalKeyOf(account)} does not hold enough`);
    this.account = account;
  }
}

async function openAccount(deps: Pick<Deps, 'newId'>, trx: Trx, key: AccountKey): Promise<string> {
  const naturalKey = naturalKeyOf(key);
  const found = await findAccountId(trx, naturalKey);
  if (found !== undefined) return found;
  const owner = ownerOf(key);
  const id = deps.newId();
  try {
    await insertAccount(trx, {
      id,
      kind: key.kind,
      naturalKey,
      ownerKind: owner.kind,
      ownerId: owner.id,
      unitId: owner.unitId,
    });
  } catch (error) {
    if (!isDuplicate(error, 'ledger_accounts', 'ledger_accounts__natural_key')) throw error;
    const twin = await findAccountId(trx, naturalKey);
    if (twin === undefined) throw error;
    return twin;
  }
  if (hasFloor(key)) await insertBalance(trx, id);
  return id;
}

/**
 * Posts one balanced transfer in the caller's transaction; amounts in fen. Accounts open themselves
 * at their first posting. A transfer of nothing posts nothing.
 * @throws FloorReached where a prepaid account or voucher does not hold enough; post nothing else then.
 */
export async function postTransfer(
  deps: Pick<Deps, 'newId' | 'clock'>,
  trx: Trx,
  transfer: Transfer,
): Promise<void> {
  const legs = balancedLegs(transfer.legs);
  if (legs.length === 0) return;
  const postings: { accountId: string; amountFen: number }[] = [];
  for (const leg of legs) {
    const accountId = await openAccount(deps, trx, leg.account);
    if (hasFloor(leg.account) && !(await moveBalance(trx, accountId, leg.amountFen))) {
      throw new FloorReached(leg.account);
    }
    postings.push({ accountId, amountFen: leg.amountFen });
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
}
