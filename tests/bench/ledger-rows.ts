import { distribute } from '../../bff/src/features/payments/domain/distribute.ts';
import type { Database } from '../../bff/src/infra/database.ts';
import { insertRows } from '../../bff/src/infra/insert-rows.ts';
import { NOW } from '../support/money-world.ts';

export const PAYERS = 200;
const PRICE_FEN = 36_000;
const VOUCHER_FEN = 9_000;
export const RULE = { version: 1, crewPercent: 30, groupPercent: 20 };
export const AT = new Date(NOW);

type Row = Record<string, unknown>;

export const padded = (prefix: string, index: number) => prefix + String(index).padStart(10, '0');
export const idOf = {
  payer: (index: number) => padded('PAYER', index % PAYERS),
  prepaid: (index: number) => padded('PREPAID', index % PAYERS),
  grant: (index: number) => padded('GRANT', index % PAYERS),
  grantAccount: (index: number) => padded('GRANTACC', index % PAYERS),
};

/** What the payers have paid in all, so that their accounts and vouchers can be filled to the fen. */
export class Spent {
  readonly account = new Map<string, number>();
  readonly frozen = new Map<string, number>();
  readonly used = new Map<string, number>();

  static add(sums: Map<string, number>, key: string, fen: number): void {
    sums.set(key, (sums.get(key) ?? 0) + fen);
  }
}

/** Rows of many bookings by table; each of them paid, nine in ten settled and shared out. */
export class Batch {
  readonly tables = new Map<string, Row[]>();
  postings = 0;

  row(table: string, row: Row): void {
    const rows = this.tables.get(table) ?? [];
    rows.push(row);
    this.tables.set(table, rows);
  }

  transfer(id: string, kind: string, bookingId: string, legs: readonly [string, number][]): void {
    this.row('ledger_transfers', { id, kind, booking_id: bookingId, reason: kind, at: AT });
    for (const [account_id, amount_fen] of legs) {
      this.row('ledger_postings', { transfer_id: id, account_id, amount_fen });
    }
    this.postings += legs.length;
  }

  async write(db: Database): Promise<void> {
    for (const table of ['bookings', 'ledger_accounts', 'ledger_transfers', 'ledger_postings']) {
      await insertRows(db, table, this.tables.get(table) ?? []);
    }
    for (const table of ['payments', 'payment_parts', 'voucher_uses', 'settlements']) {
      await insertRows(db, table, this.tables.get(table) ?? []);
    }
  }
}

/** A booking of one price, every fourth with a voucher: at most seven postings. */
export function addBooking(batch: Batch, spent: Spent, index: number): void {
  const id = padded('BOOKING', index);
  const isClosed = index % 10 !== 0;
  const voucherFen = index % 4 === 0 ? VOUCHER_FEN : 0;
  const accountFen = PRICE_FEN - voucherFen;
  const escrow = padded('ESCROW', index);
  batch.row('bookings', {
    id,
    kind: 'time',
    state: isClosed ? 'closed' : 'confirmed',
    instrument_id: 'INSTRUMENT',
    unit_id: 'UNIT',
    crew_id: 'CREW',
    owner_id: 'USER',
    payer_kind: 'company',
    payer_id: idOf.payer(index),
    service: 'self',
    purpose: '',
    quote: '{}',
    total_fen: PRICE_FEN,
    rules_version: 1,
    needs_approval: false,
    created_at: AT,
    updated_at: AT,
  });
  batch.row('ledger_accounts', {
    id: escrow,
    kind: 'escrow',
    natural_key: `escrow:${id}`,
    owner_kind: 'booking',
    owner_id: id,
    unit_id: 'UNIT',
  });
  batch.transfer(padded('PAY', index), 'payment', id, [
    [idOf.prepaid(index), -accountFen],
    ...(voucherFen > 0 ? [[idOf.grantAccount(index), -voucherFen] as [string, number]] : []),
    [escrow, PRICE_FEN],
  ]);
  const payment = padded('PAYMENT', index);
  batch.row('payments', {
    id: payment,
    booking_id: id,
    state: 'paid',
    total_fen: PRICE_FEN,
    paid_at: AT,
  });
  const part = { payment_id: payment, name: '大学', refunded_fen: 0 };
  const account = { kind: 'account', source_id: idOf.payer(index), amount_fen: accountFen };
  batch.row('payment_parts', { ...part, ...account, position: 0 });
  Spent.add(spent.account, idOf.prepaid(index), accountFen);
  if (voucherFen > 0) {
    const voucher = { kind: 'voucher', source_id: idOf.grant(index), amount_fen: voucherFen };
    batch.row('payment_parts', { ...part, ...voucher, position: 1 });
    batch.row('voucher_uses', {
      id: padded('USE', index),
      grant_id: idOf.grant(index),
      booking_id: id,
      payment_id: payment,
      state: isClosed ? 'used' : 'frozen',
      amount_fen: voucherFen,
      frozen_at: AT,
    });
    Spent.add(isClosed ? spent.used : spent.frozen, idOf.grant(index), voucherFen);
  }
  if (!isClosed) return;
  const shares = distribute(PRICE_FEN, RULE, { crew: true, group: true });
  const settlement = padded('SETTLE', index);
  batch.transfer(settlement, 'settlement', id, [
    [escrow, -PRICE_FEN],
    ['INCOMEUNIT', shares.unitFen],
    ['INCOMECREW', shares.crewFen],
    ['INCOMEGROUP', shares.groupFen],
  ]);
  batch.row('settlements', {
    transfer_id: settlement,
    kind: 'bill',
    booking_id: id,
    unit_id: 'UNIT',
    crew_id: 'CREW',
    group_id: 'GROUP',
    rule_version: RULE.version,
    amount_fen: PRICE_FEN,
    unit_fen: shares.unitFen,
    crew_fen: shares.crewFen,
    group_fen: shares.groupFen,
    at: AT,
  });
}
