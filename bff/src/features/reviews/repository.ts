import type { Trx } from '../../infra/database.ts';

export interface Scores {
  quality: number;
  speed: number;
  attitude: number;
  value: number;
}

export interface Review {
  id: string;
  bookingId: string;
  instrumentId: string;
  authorId: string;
  authorName: string;
  scores: Scores;
  text: string;
  createdAt: Date;
}

export async function insertReview(trx: Trx, review: Omit<Review, 'authorName'>): Promise<void> {
  await trx('reviews').insert({
    id: review.id,
    booking_id: review.bookingId,
    instrument_id: review.instrumentId,
    author_id: review.authorId,
    quality: review.scores.quality,
    speed: review.scores.speed,
    attitude: review.scores.attitude,
    worth: review.scores.value,
    text: review.text,
    created_at: review.createdAt,
  });
}

/** Adds one review to an instrument's sums by one statement, so that two at once both count. */
export async function addToRating(
  trx: Trx,
  instrumentId: string,
  scores: Scores,
  stars: number,
): Promise<void> {
  const column = `stars_${String(stars)}`;
  const row = {
    instrument_id: instrumentId,
    reviews: 1,
    quality_sum: scores.quality,
    speed_sum: scores.speed,
    attitude_sum: scores.attitude,
    worth_sum: scores.value,
    [column]: 1,
  };
  const sums = Object.keys(row).filter((name) => name !== 'instrument_id');
  await trx('instrument_ratings')
    .insert(row)
    .onConflict()
    .merge(
      Object.fromEntries(sums.map((name) => [name, trx.raw(`?? + values(??)`, [name, name])])),
    );
}

/** Sum and number of all scores of the catalogue. */
export async function sumOfAll(trx: Trx): Promise<{ scoreSum: number; reviews: number }> {
  const row = (await trx('instrument_ratings').first(
    trx.raw('coalesce(sum(quality_sum + speed_sum + attitude_sum + worth_sum), 0) as score_sum'),
    trx.raw('coalesce(sum(reviews), 0) as reviews'),
  )) as { score_sum: number | string; reviews: number | string };
  return { scoreSum: Number(row.score_sum), reviews: Number(row.reviews) };
}

/** Reviews of an instrument, newest first, after a cursor where given. */
export async function findReviews(
  trx: Trx,
  instrumentId: string,
  page: { limit: number; before?: { createdAt: Date; id: string } },
): Promise<Review[]> {
  const query = trx('reviews as r')
    .join('users as u', 'u.id', 'r.author_id')
    .where('r.instrument_id', instrumentId)
    .orderBy([
      { column: 'r.created_at', order: 'desc' },
      { column: 'r.id', order: 'desc' },
    ])
    .limit(page.limit)
    .select('r.*', 'u.name as author_name');
  if (page.before !== undefined) {
    void query.whereRaw('(r.created_at, r.id) < (?, ?)', [page.before.createdAt, page.before.id]);
  }
  const rows = (await query) as Record<string, unknown>[];
  return rows.map((row) => ({
    id: String(row['id']),
    bookingId: String(row['booking_id']),
    instrumentId,
    authorId: String(row['author_id']),
    authorName: String(row['author_name']),
    scores: {
      quality: Number(row['quality']),
      speed: Number(row['speed']),
      attitude: Number(row['attitude']),
      value: Number(row['worth']),
    },
    text: String(row['text']),
    createdAt: row['created_at'] as Date,
  }));
}
