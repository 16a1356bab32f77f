import type { Trx } from '../../infra/database.ts';
import type { Payer } from './domain/payment.ts';

/** Money that came to a unit's bank account; its payer is null until somebody says whose it is. */
export interface BankTransfer {
  id: string;
  unitId: string;
  reference: string;
  amountFen: number;
  receivedAt: Date;
  remark: string;
  recordedBy: string;
  recordedAt: Date;
  payer: (Payer & { name: string }) | null;
  paidOffFen: number;
  toppedUpFen: number;
  reconciledAt: Date | null;
}

type Row = Record<string, unknown>;

function toTransfer(row: Row): BankTransfer {
  return {
    id: String(row['id']),
    unitId: String(row['unit_id']),
    reference: String(row['reference']),
    amountFen: Number(row['amount_fen']),
    receivedAt: row['received_at'] as Date,
    remark: String(row['remark']),
    recordedBy: String(row['recorded_by']),
    recordedAt: row['recorded_at'] as Date,
    payer:
      row['payer_id'] === null
        ? null
        : {
            kind: row['payer_kind'] as Payer['kind'],
            id: row['payer_id'] as string,
            name: String(row['payer_name']),
          },
    paidOffFen: Number(row['paid_off_fen']),
    toppedUpFen: Number(row['topped_up_fen']),
    reconciledAt: row['reconciled_at'] as Date | null,
  };
}

const transfers = (trx: Trx) =>
  trx('bank_transfers as t')
    .leftJoin('companies as co', 'co.id', 't.payer_id')
    .leftJoin('research_groups as g', 'g.id', 't.payer_id')
    .leftJoin('users as u', 'u.id', 't.payer_id')
    .select('t.*', trx.raw('coalesce(co.name, g.name, u.name) as payer_name'));

export async function insertBankTransfer(
  trx: Trx,
  transfer: Omit<BankTransfer, 'payer' | 'paidOffFen' | 'toppedUpFen' | 'reconciledAt'>,
): Promise<void> {
  await trx('bank_transfers').insert({
    id: transfer.id,
    unit_id: transfer.unitId,
    reference: transfer.reference,
    amount_fen: transfer.amountFen,
    received_at: transfer.receivedAt,
    remark: transfer.remark,
    recorded_by: transfer.recordedBy,
    recorded_at: transfer.recordedAt,
  });
}

export async function findBankTransfer(trx: Trx, id: string): Promise<BankTransfer | undefined> {
  const row = (await transfers(trx).where('t.id', id).first()) as Row | undefined;
  return row === undefined ? undefined : toTransfer(row);
}

/** A unit's transfers, newest first, from `before` on. */
export async function findBankTransfers(
  trx: Trx,
  unitId: string,
  page: {
    state?: 'open' | 'reconciled' | undefined;
    before?: { at: Date; id: string };
    limit: number;
  },
): Promise<BankTransfer[]> {
  const query = transfers(trx)
    .where('t.unit_id', unitId)
    .orderBy([
      { column: 't.received_at', order: 'desc' },
      { column: 't.id', order: 'desc' },
    ])
    .limit(page.limit);
  if (page.state === 'open') void query.whereNull('t.reconciled_at');
  if (page.state === 'reconciled') void query.whereNotNull('t.reconciled_at');
  if (page.before !== undefined) {
    void query.whereRaw('(t.received_at, t.id) < (?, ?)', [page.before.at, page.before.id]);
  }
  return ((await query) as Row[]).map(toTransfer);
}

/** Says once whose money it is; false where that was said before. */
export async function reconcile(
  trx: Trx,
  id: string,
  said: { payer: Payer; paidOffFen: number; toppedUpFen: number; by: string; at: Date },
): Promise<boolean> {
  const changed = await trx('bank_transfers').where({ id }).whereNull('reconciled_at').update({
    payer_kind: said.payer.kind,
    payer_id: said.payer.id,
    paid_off_fen: said.paidOffFen,
    topped_up_fen: said.toppedUpFen,
    reconciled_by: said.by,
    reconciled_at: said.at,
  });
  return changed === 1;
}
