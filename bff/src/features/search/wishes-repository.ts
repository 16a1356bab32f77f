import type { Trx } from '../../infra/database.ts';

export interface Wish {
  id: string;
  userId: string | null;
  userName: string | null;
  q: string;
  words: string;
  madeAt: Date;
  state: 'open' | 'done';
  answer: string | null;
  answeredAt: Date | null;
}

type Row = Record<string, unknown>;

const toWish = (row: Row): Wish => ({
  id: String(row['id']),
  userId: row['user_id'] as string | null,
  userName: row['person'] as string | null,
  q: String(row['q']),
  words: String(row['words']),
  madeAt: row['made_at'] as Date,
  state: row['state'] as Wish['state'],
  answer: row['answer'] as string | null,
  answeredAt: row['answered_at'] as Date | null,
});

const wishes = (trx: Trx) =>
  trx('search_wishes as w')
    .leftJoin('users as u', 'u.id', 'w.user_id')
    .select('w.*', 'u.name as person');

export async function findWish(trx: Trx, id: string): Promise<Wish | undefined> {
  const row = (await wishes(trx).where('w.id', id).first()) as Row | undefined;
  return row === undefined ? undefined : toWish(row);
}

/** Open ones that wait the longest first; answered ones the latest first. */
export async function findWishes(
  trx: Trx,
  page: { state: Wish['state']; limit: number; after?: { at: Date; id: string } },
): Promise<Wish[]> {
  const isOpen = page.state === 'open';
  const direction = isOpen ? 'asc' : 'desc';
  const query = wishes(trx)
    .where('w.state', page.state)
    .orderByRaw(`w.made_at ${direction}, w.id ${direction}`)
    .limit(page.limit);
  if (page.after !== undefined) {
    const sign = isOpen ? '>' : '<';
    void query.whereRaw(`(w.made_at, w.id) ${sign} (?, ?)`, [page.after.at, page.after.id]);
  }
  return ((await query) as Row[]).map(toWish);
}

const countOf = async (query: PromiseLike<unknown>) => ((await query) as { n: number }).n;

export async function countOpenWishes(trx: Trx): Promise<number> {
  return await countOf(trx('search_wishes').where('state', 'open').count('* as n').first());
}

export async function countWishesOf(trx: Trx, userId: string, since: Date): Promise<number> {
  const own = trx('search_wishes').where('user_id', userId).where('made_at', '>', since);
  return await countOf(own.count('* as n').first());
}

export async function insertWish(
  trx: Trx,
  wish: { id: string; userId: string; q: string; words: string; madeAt: Date },
): Promise<void> {
  await trx('search_wishes').insert({
    id: wish.id,
    user_id: wish.userId,
    q: wish.q,
    words: wish.words,
    made_at: wish.madeAt,
    state: 'open',
  });
}

/** Answers an open wish, once; false where another was faster. */
export async function endWish(
  trx: Trx,
  id: string,
  end: { answer: string; at: Date; by: string },
): Promise<boolean> {
  const changed = await trx('search_wishes').where({ id, state: 'open' }).update({
    state: 'done',
    answer: end.answer,
    answered_at: end.at,
    answered_by: end.by,
  });
  return changed === 1;
}
