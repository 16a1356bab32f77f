import { insertRows } from '../infra/insert-rows.ts';
import { type AccountKey, naturalKeyOf, postTransfer } from '../features/ledger/index.ts';
import type { Deps } from '../deps.ts';
import { inTransaction } from '../infra/transaction.ts';
import type { PlannedBooking } from './plan-booking.ts';
import type { Account, Grant, Purse } from './purse.ts';
import { findAccountIds, setBalances } from './repository.ts';
import { quotaOf } from './vouchers.ts';

const TRANSFERS_A_COMMIT = 200;
const ROUND_FEN = 100_000;

/** What was once paid in: enough for all that was spent, and round, as people pay. */
const toppedUp = ({ paidFen, reserveFen }: Account) =>
  Math.ceil((paidFen + reserveFen) / ROUND_FEN) * ROUND_FEN;

const prepaidOf = ({ payerKind, payerId, unitId }: Account) =>
  ({ kind: 'prepaid', payerKind, payerId, unitId }) as const;

async function inCommits<T>(
  deps: Deps,
  all: readonly T[],
  post: (one: T, trx: Deps['db']) => Promise<unknown>,
) {
  for (let at = 0; at < all.length; at += TRANSFERS_A_COMMIT) {
    await inTransaction(deps, async (trx) => {
      for (const one of all.slice(at, at + TRANSFERS_A_COMMIT)) await post(one, trx);
    });
  }
}

/** Money in: prepaid accounts and vouchers are filled by transfers like any other. */
export async function postIncoming(deps: Deps, purse: Purse, since: Date): Promise<void> {
  const then = { ...deps, clock: { now: () => since } };
  await inCommits(deps, [...purse.accounts.values()], (account, trx) => {
    const fen = toppedUp(account);
    return postTransfer(then, trx, {
      kind: 'top_up',
      actorId: null,
      reason: 'account topped up',
      legs: [
        { account: { kind: 'unit_cash', unitId: account.unitId }, amountFen: -fen },
        { account: prepaidOf(account), amountFen: fen },
      ],
    });
  });
  await inCommits(deps, purse.grants, (grant, trx) => postGrant(deps, trx, grant));
}

async function postGrant(deps: Deps, trx: Deps['db'], grant: Grant): Promise<void> {
  const programme = { kind: 'programme', programmeId: grant.programme.id } as const;
  const own = { kind: 'grant', grantId: grant.id, companyId: grant.companyId } as const;
  const move = (at: Date, fen: number, reason: string, kind: 'grant' | 'lapse' = 'grant') =>
    postTransfer({ ...deps, clock: { now: () => at } }, trx, {
      kind,
      actorId: null,
      reason,
      legs: [
        { account: programme, amountFen: -fen },
        { account: own, amountFen: fen },
      ],
    });
  await move(grant.grantedAt, quotaOf(grant), 'voucher granted');
  await move(grant.programme.validUntil, -grant.lapsedFen, 'voucher lapsed', 'lapse');
}

interface BulkTransfer {
  kind: 'payment' | 'refund' | 'settlement';
  at: Date;
  actorId: string | null;
  reason: string;
  legs: { account: AccountKey; amountFen: number }[];
}

function transfersOf({
  booking,
  fate,
  parts,
  keptFen,
  operatorId,
}: PlannedBooking): BulkTransfer[] {
  if (fate.paidAt === null || booking.totalFen === 0) return [];
  const { unitId } = booking;
  const escrow: AccountKey = { kind: 'escrow', bookingId: booking.id, unitId };
  const income: AccountKey = { kind: 'unit_income', unitId };
  const sourceOf = (part: PlannedBooking['parts'][number]): AccountKey =>
    part.kind === 'voucher'
      ? { kind: 'grant', grantId: part.sourceId, companyId: booking.payerId }
      : { kind: 'prepaid', payerKind: booking.payerKind, payerId: booking.payerId, unitId };
  const transfers: BulkTransfer[] = [
    {
      kind: 'payment',
      at: fate.paidAt,
      actorId: booking.ownerId,
      reason: 'booking paid',
      legs: [
        ...parts.map((part) => ({ account: sourceOf(part), amountFen: -part.amountFen })),
        { account: escrow, amountFen: booking.totalFen },
      ],
    },
  ];
  const last = fate.steps.at(-1);
  const at = last?.at ?? fate.paidAt;
  const actorId =
    last?.by === 'owner' ? booking.ownerId : last?.by === 'operator' ? operatorId : null;
  const settle = (fen: number, reason: string): BulkTransfer => ({
    kind: 'settlement',
    at,
    actorId,
    reason,
    legs: [
      { account: escrow, amountFen: -fen },
      { account: income, amountFen: fen },
    ],
  });
  if (booking.state === 'closed') transfers.push(settle(booking.totalFen, 'booking closed'));
  if (['cancelled', 'rejected', 'no_show'].includes(booking.state)) {
    const reason = booking.state === 'rejected' ? 'request rejected' : 'booking cancelled';
    const back = parts.filter(({ refundedFen }) => refundedFen > 0);
    if (back.length > 0) {
      transfers.push({
        kind: 'refund',
        at,
        actorId,
        reason,
        legs: [
          { account: escrow, amountFen: keptFen - booking.totalFen },
          ...back.map((part) => ({ account: sourceOf(part), amountFen: part.refundedFen })),
        ],
      });
    }
    if (keptFen > 0) transfers.push(settle(keptFen, reason));
  }
  return transfers;
}

/** Nobody in the demo's past shared its income out: all of it went to the unit. */
function settlementOf(transfer: BulkTransfer & { id: string; booking: PlannedBooking['booking'] }) {
  const { id, booking, at, legs } = transfer;
  const fen = legs.reduce((sum, { amountFen }) => sum + Math.max(0, amountFen), 0);
  return {
    transfer_id: id,
    kind: booking.state === 'closed' ? 'bill' : 'fee',
    booking_id: booking.id,
    unit_id: booking.unitId,
    rule_version: 0,
    amount_fen: fen,
    unit_fen: fen,
    crew_fen: 0,
    group_fen: 0,
    at,
  };
}

/** The postings of the whole past, in bulk; what the accounts then hold is set from the same sums. */
export async function postHistory(
  deps: Deps,
  plan: readonly PlannedBooking[],
  purse: Purse,
): Promise<void> {
  const all = plan.flatMap((planned) =>
    transfersOf(planned).map((transfer) => ({
      id: deps.newId(),
      booking: planned.booking,
      ...transfer,
    })),
  );
  await inTransaction(deps, async (trx) => {
    const accounts = await findAccountIds(trx, ['prepaid', 'grant', 'unit_income']);
    const opened: Record<string, string | null>[] = [];
    for (const { account } of all.flatMap(({ legs }) => legs)) {
      const naturalKey = naturalKeyOf(account);
      if (accounts.has(naturalKey)) continue;
      if (account.kind !== 'escrow' && account.kind !== 'unit_income') {
        throw new Error(`${naturalKey} was never filled`);
      }
      const id = deps.newId();
      accounts.set(naturalKey, id);
      opened.push({
        id,
        kind: account.kind,
        natural_key: naturalKey,
        owner_kind: account.kind === 'escrow' ? 'booking' : 'unit',
        owner_id: account.kind === 'escrow' ? account.bookingId : account.unitId,
        unit_id: account.unitId,
      });
    }
    await insertRows(trx, 'ledger_accounts', opened);
    await insertRows(
      trx,
      'ledger_transfers',
      all.map(({ id, kind, booking, actorId, reason, at }) => ({
        id,
        kind,
        booking_id: booking.id,
        actor_id: actorId,
        reason,
        at,
      })),
    );
    await insertRows(
      trx,
      'ledger_postings',
      all.flatMap(({ id, legs }) =>
        legs.map(({ account, amountFen }) => ({
          transfer_id: id,
          account_id: accounts.get(naturalKeyOf(account)) ?? '',
          amount_fen: amountFen,
        })),
      ),
    );
    await insertRows(
      trx,
      'settlements',
      all.filter(({ kind }) => kind === 'settlement').map(settlementOf),
    );
    await setBalances(
      trx,
      [...purse.accounts.values()].map((account) => ({
        accountId: accounts.get(naturalKeyOf(prepaidOf(account))) ?? '',
        fen: toppedUp(account) - account.paidFen + account.refundedFen,
      })),
    );
  });
}
