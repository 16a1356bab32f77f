import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import { Problem } from '../../../problem.ts';
import type { Leg } from '../../ledger/index.ts';
import { lockCredit, lowerOwed, takeCredit } from '../credit-repository.ts';
import { type Bill, type Payer, prepaidOf, receivableOf } from '../domain/payment.ts';

/** A way of paying that is neither voucher nor prepaid account. All in the caller's transaction. */
export interface Channel {
  /** Takes a sum in fen and confirms it at once. @returns the leg that it comes from. */
  take: (deps: Deps, trx: Trx, bill: Bill, fen: number) => Promise<Leg>;
  /** Gives part of it back. @returns the legs that it goes to. */
  giveBack: (deps: Deps, trx: Trx, payer: Payer, unitId: string, fen: number) => Promise<Leg[]>;
}

/**
 * Bank transfer after the fact: taken only where the unit grants this payer credit, and booked as a
 * receivable. A refund lowers what is owed; what was paid off already goes to the prepaid account.
 */
const transfer: Channel = {
  take: async (deps, trx, bill, fen) => {
    const { payer, unitId } = bill;
    if (!(await takeCredit(trx, unitId, payer, fen, deps.clock.now()))) {
      const credit = await lockCredit(trx, unitId, payer);
      const isTrusted = credit !== undefined && credit.limitFen > 0;
      throw new Problem(isTrusted ? 'payment.credit_short' : 'payment.channel_unavailable');
    }
    return { account: receivableOf(payer, unitId), amountFen: -fen };
  },
  giveBack: async (deps, trx, payer, unitId, fen) => {
    const credit = await lockCredit(trx, unitId, payer);
    const lowered = Math.min(fen, credit?.owedFen ?? 0);
    if (lowered > 0) await lowerOwed(trx, unitId, payer, lowered, deps.clock.now());
    return [
      { account: receivableOf(payer, unitId), amountFen: lowered },
      { account: prepaidOf(payer, unitId), amountFen: fen - lowered },
    ];
  },
};

const CHANNELS: ReadonlyMap<string, Channel> = new Map([['transfer', transfer]]);

/** @throws Problem `payment.channel_unavailable` */
export function channelOf(name: string): Channel {
  const channel = CHANNELS.get(name);
  if (channel === undefined) throw new Problem('payment.channel_unavailable');
  return channel;
}
