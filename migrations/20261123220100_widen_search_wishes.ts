import type { Knex } from 'knex';

const widths = (q: number, words: number) => (knex: Knex) =>
  knex.schema.alterTable('search_wishes', (t) => {
    t.string('q', q).notNullable().alter();
    t.string('words', words).notNullable().alter();
    t.string('answer', words).nullable().alter();
  });

/** A letter may come apart in up to three when it is brought into its usual form. */
export const up = widths(600, 4_000);

export async function down(knex: Knex): Promise<void> {
  await knex('search_wishes').update({
    q: knex.raw('left(q, 200)'),
    words: knex.raw('left(words, 2000)'),
    answer: knex.raw('left(answer, 2000)'),
  });
  await widths(200, 2_000)(knex);
}
