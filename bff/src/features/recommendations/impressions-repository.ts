import type { Trx } from '../../infra/database.ts';

export interface Shown {
  instrumentId: string;
  reason: string;
}

/** Notes what was shown, once a person, instrument and day. @returns what is counted now and was not before */
export async function insertShown(
  trx: Trx,
  userId: string,
  shown: readonly Shown[],
  at: Date,
): Promise<Shown[]> {
  const known = (await trx('instruments')
    .whereIn(
      'id',
      shown.map(({ instrumentId }) => instrumentId),
    )
    .select('id')) as { id: string }[];
  const ids = new Set(known.map(({ id }) => id));
  const added: Shown[] = [];
  for (const one of shown) {
    if (!ids.has(one.instrumentId)) continue;
    const [answer] = (await trx.raw(
      `insert ignore into impressions (user_id, instrument_id, shown_on, reason, shown_at)
       values (?, ?, ?, ?, ?)`,
      [userId, one.instrumentId, at.toISOString().slice(0, 10), one.reason, at],
    )) as [{ affectedRows: number }];
    if (answer.affectedRows === 1) added.push(one);
  }
  return added;
}

/** Notes that some of what was shown since an instant was opened. @returns the reasons of those not opened before */
export async function markOpened(
  trx: Trx,
  userId: string,
  instrumentIds: readonly string[],
  since: Date,
  at: Date,
): Promise<string[]> {
  const unopened = () =>
    trx('impressions')
      .where({ user_id: userId })
      .whereIn('instrument_id', [...instrumentIds])
      .where('shown_at', '>=', since)
      .whereNull('opened_at');
  const rows = (await unopened().forUpdate().select('reason')) as { reason: string }[];
  if (rows.length > 0) await unopened().update({ opened_at: at });
  return rows.map(({ reason }) => reason);
}
