import type { Deps } from '../../../deps.ts';
import { isDuplicate } from '../../../infra/database-errors.ts';
import type { Trx } from '../../../infra/database.ts';
import type { IdempotencyKey, StoredAnswer } from '../../../infra/idempotency-keys.ts';
import { inIdempotentTransaction } from '../../../infra/idempotent-transaction.ts';
import { type Actor, may } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { writeAudit } from '../../audit/index.ts';
import { postTransfer } from '../../ledger/index.ts';
import {
  type BankTransfer,
  findBankTransfer,
  insertBankTransfer,
  reconcile,
} from '../bank-repository.ts';
import { findPayerName, lockCredit, lowerOwed } from '../credit-repository.ts';
import { type Payer, prepaidOf, receivableOf } from '../domain/payment.ts';
import { presentBankTransfer } from '../presenter.ts';

/**
 * Records money that came to a unit's bank account. Whose it is may be said later.
 * @throws Problem `bank_transfer.reference_taken`
 */
export async function recordBankTransfer(
  deps: Deps,
  actor: Actor,
  key: IdempotencyKey,
  unitId: string,
  wanted: { reference: string; amountFen: number; receivedAt: string; remark: string },
): Promise<StoredAnswer> {
  const now = deps.clock.now();
  const receivedAt = new Date(wanted.receivedAt);
  if (receivedAt > now) {
    const field = { path: 'body.receivedAt', code: 'field.out_of_range' };
    throw new Problem('request.invalid', { fields: [field] });
  }
  const transfer: BankTransfer = {
    ...wanted,
    id: deps.newId(),
    unitId,
    receivedAt,
    recordedBy: actor.userId,
    recordedAt: now,
    payer: null,
    paidOffFen: 0,
    toppedUpFen: 0,
    reconciledAt: null,
  };
  return await inIdempotentTransaction(deps, key, async (trx) => {
    try {
      await insertBankTransfer(trx, transfer);
    } catch (error) {
      if (!isDuplicate(error, 'bank_transfers', 'bank_transfers__reference')) throw error;
      throw new Problem('bank_transfer.reference_taken');
    }
    await writeAudit(deps, trx, {
      actorId: actor.userId,
      action: 'bank_transfer.recorded',
      objectKind: 'bank_transfer',
      objectId: transfer.id,
      unitId,
      detail: { reference: transfer.reference, amountFen: transfer.amountFen },
    });
    return { status: 201, body: presentBankTransfer(transfer) };
  });
}

/** How a sum is used: what is owed first where that is asked for, the rest for the account. */
async function useOf(
  deps: Deps,
  trx: Trx,
  { unitId, amountFen }: BankTransfer,
  payer: Payer,
  isToPayOff: boolean,
): Promise<{ paidOffFen: number; toppedUpFen: number }> {
  const credit = isToPayOff ? await lockCredit(trx, unitId, payer) : undefined;
  const paidOffFen = Math.min(amountFen, credit?.owedFen ?? 0);
  if (paidOffFen > 0) await lowerOwed(trx, unitId, payer, paidOffFen, deps.clock.now());
  return { paidOffFen, toppedUpFen: amountFen - paidOffFen };
}

/**
 * Says whose money a bank transfer is, once: it tops up the payer's prepaid account with the unit, or,
 * where `payOff` is asked for, pays off what the payer owes first.
 * @throws Problem `bank_transfer.not_found`, `bank_transfer.reconciled`, `payer.not_found`
 */
export async function reconcileBankTransfer(
  deps: Deps,
  actor: Actor,
  key: IdempotencyKey,
  id: string,
  wanted: { payer: Payer; payOff: boolean },
): Promise<StoredAnswer> {
  return await inIdempotentTransaction(deps, key, async (trx) => {
    const { payer } = wanted;
    const at = deps.clock.now();
    const transfer = await findBankTransfer(trx, id);
    const isMine =
      transfer !== undefined && may(actor, 'reconcileBankTransfer', { unitId: transfer.unitId });
    if (!isMine) throw new Problem('bank_transfer.not_found');
    const { unitId, amountFen } = transfer;
    const name = await findPayerName(trx, payer);
    if (name === undefined) throw new Problem('payer.not_found');
    const use = await useOf(deps, trx, transfer, payer, wanted.payOff);
    if (!(await reconcile(trx, id, { payer, ...use, by: actor.userId, at }))) {
      throw new Problem('bank_transfer.reconciled');
    }
    await postTransfer(deps, trx, {
      kind: use.paidOffFen > 0 ? 'pay_off' : 'top_up',
      actorId: actor.userId,
      reason: `bank transfer ${transfer.reference}`,
      legs: [
        { account: { kind: 'unit_cash', unitId }, amountFen: -amountFen },
        { account: receivableOf(payer, unitId), amountFen: use.paidOffFen },
        { account: prepaidOf(payer, unitId), amountFen: use.toppedUpFen },
      ],
    });
    await writeAudit(deps, trx, {
      actorId: actor.userId,
      action: 'bank_transfer.reconciled',
      objectKind: 'bank_transfer',
      objectId: id,
      unitId,
      detail: { payer, ...use },
    });
    const known = { ...transfer, ...use, payer: { ...payer, name }, reconciledAt: at };
    return { status: 200, body: presentBankTransfer(known) };
  });
}
