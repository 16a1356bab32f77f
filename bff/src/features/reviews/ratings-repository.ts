import type { Trx } from '../../infra/database.ts';
import { type Scores, starsOf, sumOf, sumsOfStars } from './domain/rating.ts';

const columnsOf = (scores: Scores): Record<string, number> => ({
  reviews: 1,
  quality_sum: scores.quality,
  speed_sum: scores.speed,
  attitude_sum: scores.attitude,
  worth_sum: scores.value,
  [`stars_${String(starsOf(scores))}`]: 1,
});

/** Counts a review in by one statement, so that two at once both count. */
export async function addToRating(trx: Trx, instrumentId: string, scores: Scores): Promise<void> {
  const columns = columnsOf(scores);
  await trx('instrument_ratings')
    .insert({ instrument_id: instrumentId, ...columns })
    .onConflict()
    .merge(
      Object.fromEntries(
        Object.keys(columns).map((name) => [name, trx.raw(`?? + values(??)`, [name, name])]),
      ),
    );
}

/** Takes a review out again, likewise. The columns know no numbers below zero: too often is an error. */
export async function takeFromRating(
  trx: Trx,
  instrumentId: string,
  scores: Scores,
): Promise<void> {
  const columns = Object.entries(columnsOf(scores));
  await trx('instrument_ratings')
    .where({ instrument_id: instrumentId })
    .update(Object.fromEntries(columns.map(([name, by]) => [name, trx.raw('?? - ?', [name, by])])));
}

/** Counts the shown reviews of every instrument anew, where no sums stand yet. */
export async function countRatings(trx: Trx): Promise<void> {
  const stars = [1, 2, 3, 4, 5];
  await trx.raw(
    `insert into instrument_ratings
       (instrument_id, reviews, quality_sum, speed_sum, attitude_sum, worth_sum,
        ${stars.map((one) => `stars_${String(one)}`).join(', ')})
     select instrument_id, count(*), sum(quality), sum(speed), sum(attitude), sum(worth),
            ${stars.map(() => 'sum(score_sum between ? and ?)').join(', ')}
       from reviews where state = 'shown' group by instrument_id`,
    stars.flatMap(sumsOfStars),
  );
}

export interface RatingSums {
  reviews: number;
  sums: Scores;
  /** Of all four scores. */
  scoreSum: number;
  /** How many reviews came to 1, 2, 3, 4 and 5 stars. */
  stars: number[];
}

/** The sums in a row of `instrument_ratings`; zeros where there is none. */
export function ratingSumsOf(row: Record<string, unknown> | undefined): RatingSums {
  const at = (column: string) => Number(row?.[column] ?? 0);
  const sums = {
    quality: at('quality_sum'),
    speed: at('speed_sum'),
    attitude: at('attitude_sum'),
    value: at('worth_sum'),
  };
  return {
    reviews: at('reviews'),
    sums,
    scoreSum: sumOf(sums),
    stars: [1, 2, 3, 4, 5].map((stars) => at(`stars_${String(stars)}`)),
  };
}

/** The sums of an instrument's shown reviews. */
export async function findRatingSums(trx: Trx, instrumentId: string): Promise<RatingSums> {
  const row = (await trx('instrument_ratings').where({ instrument_id: instrumentId }).first()) as
    Record<string, unknown> | undefined;
  return ratingSumsOf(row);
}

/** Sum and number of the whole catalogue's reviews, which every rating leans on. */
export async function sumRatings(trx: Trx): Promise<{ scoreSum: number; reviews: number }> {
  const row = (await trx('instrument_ratings')
    .sum({ reviews: 'reviews' })
    .select(trx.raw('sum(quality_sum + speed_sum + attitude_sum + worth_sum) as score_sum'))
    .first()) as { reviews: string | null; score_sum: string | null };
  return { reviews: Number(row.reviews ?? 0), scoreSum: Number(row.score_sum ?? 0) };
}
