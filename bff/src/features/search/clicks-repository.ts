import type { Trx } from '../../infra/database.ts';

/** Notes that a person opened a kind for some words, again or for the first time. */
export async function putClick(
  trx: Trx,
  click: { words: string; conceptId: string; userId: string; at: Date },
): Promise<void> {
  await trx('search_clicks')
    .insert({
      words: click.words,
      concept_id: click.conceptId,
      user_id: click.userId,
      clicked_at: click.at,
    })
    .onConflict()
    .merge(['clicked_at']);
}

/** How many different words somebody has taught since an instant. */
export async function countClicks(trx: Trx, userId: string, since: Date): Promise<number> {
  const row = (await trx('search_clicks')
    .where({ user_id: userId })
    .where('clicked_at', '>=', since)
    .count('* as n')
    .first()) as { n: number };
  return row.n;
}

/** Words with the kinds that so many people or more opened for them. */
export async function findLearned(
  trx: Trx,
  fewest: number,
): Promise<{ words: string; conceptId: string; people: number }[]> {
  const rows = (await trx('search_clicks')
    .groupBy('words', 'concept_id')
    .havingRaw('count(*) >= ?', [fewest])
    .select('words', 'concept_id')
    .count('* as people')) as { words: string; concept_id: string; people: number }[];
  return rows.map((row) => ({
    words: row.words,
    conceptId: row.concept_id,
    people: row.people,
  }));
}
