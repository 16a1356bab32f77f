import type { Trx } from '../../infra/database.ts';

export type FeedKind = 'mine' | 'crew';

export interface Feed {
  id: string;
  userId: string;
  kind: FeedKind;
  madeAt: Date;
  readAt: Date | null;
}

const toFeed = (row: Record<string, unknown>): Feed => ({
  id: String(row['id']),
  userId: String(row['user_id']),
  kind: row['kind'] as FeedKind,
  madeAt: row['made_at'] as Date,
  readAt: row['read_at'] as Date | null,
});

export async function findFeeds(trx: Trx, userId: string): Promise<Feed[]> {
  const rows = (await trx('calendar_feeds')
    .where({ user_id: userId })
    .orderBy('kind', 'desc')) as Record<string, unknown>[];
  return rows.map(toFeed);
}

export async function findFeedByHash(trx: Trx, tokenHash: string): Promise<Feed | undefined> {
  const row = (await trx('calendar_feeds').where({ token_hash: tokenHash }).first()) as
    Record<string, unknown> | undefined;
  return row === undefined ? undefined : toFeed(row);
}

/** Gives a feed a new address; the one before it, if any, opens nothing from then on. */
export async function writeFeed(
  trx: Trx,
  feed: Omit<Feed, 'readAt'> & { tokenHash: string },
): Promise<void> {
  await trx('calendar_feeds')
    .insert({
      id: feed.id,
      user_id: feed.userId,
      kind: feed.kind,
      token_hash: feed.tokenHash,
      made_at: feed.madeAt,
    })
    .onConflict()
    .merge({ token_hash: feed.tokenHash, made_at: feed.madeAt, read_at: null });
}

export async function deleteFeed(trx: Trx, userId: string, kind: FeedKind): Promise<void> {
  await trx('calendar_feeds').where({ user_id: userId, kind }).delete();
}

/** Notes that a calendar asked, once an hour at most: a read that always writes would be a waste. */
export async function noteRead(trx: Trx, id: string, now: Date, before: Date): Promise<void> {
  await trx('calendar_feeds')
    .where({ id })
    .where((old) => void old.whereNull('read_at').orWhere('read_at', '<', before))
    .update({ read_at: now });
}
