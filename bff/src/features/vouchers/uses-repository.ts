import { fromJson, type Trx } from '../../infra/database.ts';
import type { ProgrammeRules } from './domain/payable.ts';

/** What one payment froze of one voucher, and what it knows of that. */
export interface OpenUse {
  id: string;
  paymentId: string;
  grantId: string;
  companyId: string;
  programmeId: string;
  rules: ProgrammeRules;
  validUntil: Date;
  amountFen: number;
  releasedFen: number;
}

export async function insertUse(
  trx: Trx,
  use: {
    id: string;
    grantId: string;
    bookingId: string;
    paymentId: string;
    amountFen: number;
    at: Date;
  },
): Promise<void> {
  await trx('voucher_uses').insert({
    id: use.id,
    grant_id: use.grantId,
    booking_id: use.bookingId,
    payment_id: use.paymentId,
    state: 'frozen',
    amount_fen: use.amountFen,
    frozen_at: use.at,
  });
}

/** What a booking's payments hold frozen. The booking's own row, which its callers write, is the lock. */
export async function findOpenUses(trx: Trx, bookingId: string): Promise<OpenUse[]> {
  const rows = (await trx('voucher_uses as u')
    .join('voucher_grants as g', 'g.id', 'u.grant_id')
    .join('voucher_programmes as p', 'p.id', 'g.programme_id')
    .where({ 'u.booking_id': bookingId, 'u.state': 'frozen' })
    .orderBy(['u.frozen_at', 'u.id'])
    .select('u.*', 'g.company_id', 'g.programme_id', 'g.valid_until', 'p.rules')) as Record<
    string,
    unknown
  >[];
  return rows.map((row) => ({
    id: String(row['id']),
    paymentId: String(row['payment_id']),
    grantId: String(row['grant_id']),
    companyId: String(row['company_id']),
    programmeId: String(row['programme_id']),
    rules: fromJson(row['rules']),
    validUntil: row['valid_until'] as Date,
    amountFen: Number(row['amount_fen']),
    releasedFen: Number(row['released_fen']),
  }));
}

/** Gives back part of a use; one that is given back whole is released. False where it has changed. */
export async function releaseUse(trx: Trx, use: OpenUse, fen: number, at: Date): Promise<boolean> {
  const releasedFen = use.releasedFen + fen;
  const changed = await trx('voucher_uses')
    .where({ id: use.id, state: 'frozen', released_fen: use.releasedFen })
    .update({
      released_fen: releasedFen,
      ...(releasedFen === use.amountFen ? { state: 'released', settled_at: at } : {}),
    });
  return changed === 1;
}

export async function spendUse(trx: Trx, use: OpenUse, at: Date): Promise<boolean> {
  const changed = await trx('voucher_uses')
    .where({ id: use.id, state: 'frozen', released_fen: use.releasedFen })
    .update({ state: 'used', settled_at: at });
  return changed === 1;
}
