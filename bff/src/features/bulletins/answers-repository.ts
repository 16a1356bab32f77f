import type { Trx } from '../../infra/database.ts';

export interface Answer {
  id: string;
  bulletinId: string;
  unitId: string;
  /** Null where it is for the unit as a whole. */
  itemId: string | null;
  text: string;
  action: string;
  answeredAt: Date;
  answeredBy: string | null;
  isLate: boolean;
}

export async function insertAnswer(trx: Trx, answer: Answer): Promise<void> {
  const { action, answeredAt, answeredBy, bulletinId, id, isLate, itemId, text, unitId } = answer;
  await trx('bulletin_answers').insert({
    id,
    bulletin_id: bulletinId,
    unit_id: unitId,
    item_id: itemId,
    text,
    action,
    answered_at: answeredAt,
    answered_by: answeredBy,
    is_late: isLate,
  });
}

/** All answers to a bulletin, oldest first: of several to one item the last one stands. */
export async function findAnswers(trx: Trx, bulletinId: string): Promise<Answer[]> {
  const rows = (await trx('bulletin_answers')
    .where({ bulletin_id: bulletinId })
    .orderBy(['answered_at', 'id'])) as Record<string, unknown>[];
  return rows.map((row) => ({
    id: String(row['id']),
    bulletinId,
    unitId: String(row['unit_id']),
    itemId: row['item_id'] as string | null,
    text: String(row['text']),
    action: String(row['action']),
    answeredAt: row['answered_at'] as Date,
    answeredBy: row['answered_by'] as string | null,
    isLate: Boolean(row['is_late']),
  }));
}
