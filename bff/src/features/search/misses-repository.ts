import type { Trx } from '../../infra/database.ts';

export interface MissCount {
  /** In China's time, `2026-11-23`. */
  day: string;
  words: string;
  example: string;
  readAs: string;
  times: number;
  lastAt: Date;
}

/** Past so many different words a day only those that are there already are counted on. */
const MOST_A_DAY = 20_000;

async function hasRoom(trx: Trx, day: string): Promise<boolean> {
  const row = (await trx('search_misses').where({ day }).count('* as n').first()) as { n: number };
  return row.n < MOST_A_DAY;
}

/** Adds to the counts of their days; what was typed last is the example. */
export async function countMisses(trx: Trx, rows: readonly MissCount[]): Promise<void> {
  // In one order everywhere: two nodes that count the same words wait for each other in turn.
  const sorted = [...rows].sort((a, b) => (`${a.day} ${a.words}` < `${b.day} ${b.words}` ? -1 : 1));
  const room = new Map<string, boolean>();
  for (const { day } of sorted) if (!room.has(day)) room.set(day, await hasRoom(trx, day));
  const fresh = sorted.filter(({ day }) => room.get(day));
  if (fresh.length > 0) {
    await trx.raw(
      `insert into search_misses (day, words, times, example, read_as, last_at)
       values ${fresh.map(() => '(?, ?, ?, ?, ?, ?)').join(', ')}
       on duplicate key update times = times + values(times), example = values(example),
         read_as = values(read_as), last_at = greatest(last_at, values(last_at))`,
      fresh.flatMap((row) => [
        row.day,
        row.words,
        row.times,
        row.example,
        row.readAs,
        row.lastAt as unknown as string,
      ]),
    );
  }
  for (const row of sorted.filter(({ day }) => !room.get(day))) {
    await trx('search_misses')
      .where({ day: row.day, words: row.words })
      .update({ times: trx.raw('times + ?', [row.times]), last_at: row.lastAt });
  }
}

export interface MissTotal {
  words: string;
  example: string;
  readAs: string;
  times: number;
  lastAt: Date;
}

/** Over some days, the most frequent first; what was typed and read is that of the last day. */
export async function findMisses(
  trx: Trx,
  wish: { from: string; to: string; limit: number; after?: { times: number; words: string } },
): Promise<MissTotal[]> {
  const totals = trx('search_misses')
    .whereBetween('day', [wish.from, wish.to])
    .groupBy('words')
    .select('words')
    .sum('times as total')
    .max('day as last_day');
  const query = trx
    .from(totals.as('t'))
    .join('search_misses as m', (on) => {
      on.on('m.words', 't.words').andOn('m.day', 't.last_day');
    })
    .orderBy([{ column: 't.total', order: 'desc' }, 't.words'])
    .limit(wish.limit)
    .select('t.words', 't.total', 'm.example', 'm.read_as', 'm.last_at');
  if (wish.after !== undefined) {
    const { times, words } = wish.after;
    void query.whereRaw('(t.total < ? or (t.total = ? and t.words > ?))', [times, times, words]);
  }
  const rows = (await query) as Record<string, unknown>[];
  return rows.map((row) => ({
    words: String(row['words']),
    example: String(row['example']),
    readAs: String(row['read_as']),
    times: Number(row['total']),
    lastAt: row['last_at'] as Date,
  }));
}
