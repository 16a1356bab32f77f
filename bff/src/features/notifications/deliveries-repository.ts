import { insertRows } from '../../infra/insert-rows.ts';
import type { Trx } from '../../infra/database.ts';
import { later, MINUTE } from '../../infra/clock.ts';
import type { OutsideChannel } from './domain/preferences.ts';
import { type NoticeRow, toNotice } from './repository.ts';

/** Why something did not go out: the address said no, or the channel could not be reached. */
export type Trouble = 'refused' | 'away';

export interface NewDelivery {
  id: string;
  noticeId: string;
  channel: OutsideChannel;
  dueAt: Date;
  createdAt: Date;
}

export async function insertDeliveries(trx: Trx, rows: readonly NewDelivery[]): Promise<void> {
  if (rows.length === 0) return;
  await insertRows(
    trx,
    'notice_deliveries',
    rows.map((row) => ({
      id: row.id,
      notice_id: row.noticeId,
      channel: row.channel,
      state: 'waiting',
      due_at: row.dueAt,
      created_at: row.createdAt,
    })),
  );
}

export interface Delivery {
  id: string;
  channel: OutsideChannel;
  /** This one counted in. */
  tries: number;
  notice: NoticeRow;
  locale: 'zh-CN' | 'en';
  /** Null where the person took it back, or never proved it theirs. */
  address: string | null;
}

const CLAIM_FOR = 3 * MINUTE;

/**
 * Takes due deliveries for this sender. A try is counted before it is made, so that what ends a process
 * is not tried for ever. Call it in a transaction of its own: row locks end at one node, a claim does not.
 */
export async function claimDeliveries(
  trx: Trx,
  channels: readonly OutsideChannel[],
  now: Date,
  limit: number,
): Promise<Delivery[]> {
  const ids = (await trx('notice_deliveries')
    .where('state', 'waiting')
    .where('due_at', '<=', now)
    .whereIn('channel', [...channels])
    .where((free) => void free.whereNull('claimed_until').orWhere('claimed_until', '<', now))
    .orderBy('due_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .select('id')) as { id: string }[];
  if (ids.length === 0) return [];
  const mine = ids.map(({ id }) => id);
  await trx('notice_deliveries')
    .whereIn('id', mine)
    .update({ claimed_until: later(now, CLAIM_FOR), tries: trx.raw('tries + 1') });
  const rows = (await trx('notice_deliveries as d')
    .join('notices as n', 'n.id', 'd.notice_id')
    .join('users as u', 'u.id', 'n.user_id')
    .leftJoin('notice_addresses as a', (on) => {
      on.on('a.user_id', 'n.user_id').andOn('a.channel', 'd.channel').onNotNull('a.verified_at');
    })
    .whereIn('d.id', mine)
    .select(
      'n.*',
      'd.id as delivery_id',
      'd.channel',
      'd.tries',
      'u.locale',
      'a.address',
    )) as Record<string, unknown>[];
  return rows.map((row) => ({
    id: String(row['delivery_id']),
    channel: row['channel'] as OutsideChannel,
    tries: Number(row['tries']),
    notice: toNotice(row),
    locale: row['locale'] as 'zh-CN' | 'en',
    address: row['address'] as string | null,
  }));
}

/** Writes how a try ended; what was sent already stays sent. */
export async function endTry(
  trx: Trx,
  id: string,
  end:
    | { state: 'sent' | 'dropped'; endedAt: Date }
    | { state: 'failed'; endedAt: Date; trouble: Trouble; lastError: string }
    | { state: 'waiting'; dueAt: Date; trouble: Trouble; lastError: string },
): Promise<void> {
  const error = 'trouble' in end ? { trouble: end.trouble, last_error: end.lastError } : {};
  await trx('notice_deliveries')
    .where({ id, state: 'waiting' })
    .update({
      state: end.state,
      claimed_until: null,
      trouble: null,
      ...error,
      ...(end.state === 'waiting' ? { due_at: end.dueAt } : { ended_at: end.endedAt }),
    });
}

/** What is wrong with each of a person's channels: of the last delivery that has been tried. */
export async function findTroubles(
  trx: Trx,
  userId: string,
): Promise<Map<OutsideChannel, { trouble: Trouble; isFinal: boolean; at: Date }>> {
  const rows = (await trx('notice_deliveries as d')
    .join('notices as n', 'n.id', 'd.notice_id')
    .where('n.user_id', userId)
    .where('d.tries', '>', 0)
    .whereNot('d.state', 'dropped')
    .orderBy('d.created_at')
    .orderBy('d.id')
    .select('d.channel', 'd.trouble', 'd.state', 'd.due_at', 'd.ended_at')) as {
    channel: OutsideChannel;
    trouble: Trouble | null;
    state: string;
    due_at: Date;
    ended_at: Date | null;
  }[];
  const last = new Map(rows.map((row) => [row.channel, row]));
  return new Map(
    [...last].flatMap(([channel, row]) =>
      row.trouble === null
        ? []
        : [
            [
              channel,
              {
                trouble: row.trouble,
                isFinal: row.state === 'failed',
                at: row.ended_at ?? row.due_at,
              },
            ] as const,
          ],
    ),
  );
}
