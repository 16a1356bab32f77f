import type { Trx } from '../../infra/database.ts';
import { type Scores, sumsOfStars } from './domain/rating.ts';
import {
  type Appeal,
  editionOf,
  type Review,
  type ReviewState,
  type ReviewVersion,
} from './domain/review.ts';

type Row = Record<string, unknown>;

const scoresOf = (row: Row): Scores => ({
  quality: Number(row['quality']),
  speed: Number(row['speed']),
  attitude: Number(row['attitude']),
  value: Number(row['worth']),
});

const scoreColumns = ({ quality, speed, attitude, value }: Scores) => ({
  quality,
  speed,
  attitude,
  worth: value,
});

export type NewReview = Pick<
  Review,
  'id' | 'bookingId' | 'instrumentId' | 'authorId' | 'scores' | 'text' | 'createdAt'
>;

export async function insertReview(trx: Trx, review: NewReview): Promise<void> {
  await trx('reviews').insert({
    id: review.id,
    booking_id: review.bookingId,
    instrument_id: review.instrumentId,
    author_id: review.authorId,
    ...scoreColumns(review.scores),
    text: review.text,
    created_at: review.createdAt,
  });
}

/** Reviews with the names and answers that their readers see; `r` is the review. */
export function reviewRows(trx: Trx) {
  return trx('reviews as r')
    .join('bookings as b', 'b.id', 'r.booking_id')
    .join('instruments as i', 'i.id', 'r.instrument_id')
    .join('units as un', 'un.id', 'b.unit_id')
    .join('users as u', 'u.id', 'r.author_id')
    .leftJoin('crews as c', 'c.id', 'b.crew_id')
    .leftJoin('review_replies as p', 'p.review_id', 'r.id')
    .leftJoin('review_appeals as a', (on) => {
      on.on('a.review_id', 'r.id').andOn(
        'a.edition',
        trx.raw('(select max(x.edition) from review_appeals x where x.review_id = r.id)'),
      );
    })
    .select(
      'r.*',
      'b.unit_id',
      'b.crew_id',
      'b.completed_at',
      'i.name as instrument_name',
      'i.model as instrument_model',
      'un.name as unit_name',
      'un.region_code',
      'c.name as crew_name',
      'u.name as author_name',
      'p.text as reply_text',
      'p.created_at as reply_at',
      'a.id as appeal_id',
      'a.edition as appeal_edition',
      'a.reason as appeal_reason',
      'a.appealed_at',
      'a.decision',
      'a.judgement',
      'a.judged_at',
    );
}

function toAppeal(row: Row): Appeal | null {
  const { appeal_id: id, appealed_at: appealedAt } = row as {
    appeal_id: string;
    appealed_at: Date;
  };
  if (row['appeal_id'] === null) return null;
  return {
    id,
    edition: Number(row['appeal_edition']),
    reason: String(row['appeal_reason']),
    appealedAt,
    decision: row['decision'] as Appeal['decision'],
    judgement: row['judgement'] as string | null,
    judgedAt: row['judged_at'] as Date | null,
  };
}

export function toReview(row: Row): Review {
  const replyAt = row['reply_at'] as Date | null;
  return {
    id: String(row['id']),
    bookingId: String(row['booking_id']),
    instrumentId: String(row['instrument_id']),
    instrumentName: `${String(row['instrument_name'])} ${String(row['instrument_model'])}`,
    unitId: String(row['unit_id']),
    unitName: String(row['unit_name']),
    regionCode: String(row['region_code']),
    crewId: row['crew_id'] as string | null,
    crewName: row['crew_name'] as string | null,
    authorId: String(row['author_id']),
    authorName: String(row['author_name']),
    completedAt: row['completed_at'] as Date | null,
    scores: scoresOf(row),
    text: String(row['text']),
    state: row['state'] as ReviewState,
    edits: Number(row['edits']),
    editedAt: row['edited_at'] as Date | null,
    version: Number(row['version']),
    createdAt: row['created_at'] as Date,
    reply: replyAt === null ? null : { text: String(row['reply_text']), createdAt: replyAt },
    appeal: toAppeal(row),
  };
}

export async function findReview(
  trx: Trx,
  by: { id: string } | { bookingId: string },
): Promise<Review | undefined> {
  const where = 'id' in by ? { 'r.id': by.id } : { 'r.booking_id': by.bookingId };
  const row = (await reviewRows(trx).where(where).first()) as Row | undefined;
  return row === undefined ? undefined : toReview(row);
}

export interface ReviewWish {
  sort: 'newest' | 'lowest' | 'highest';
  stars?: number | undefined;
  limit: number;
  after?: { score: number; at: Date; id: string } | undefined;
}

/** Reviews of an instrument that anyone may read, after a cursor where given. */
export async function findReviews(
  trx: Trx,
  instrumentId: string,
  { sort, stars, limit, after }: ReviewWish,
): Promise<Review[]> {
  const byScore = sort === 'lowest' ? 'asc' : 'desc';
  const query = reviewRows(trx)
    .where({ 'r.instrument_id': instrumentId, 'r.state': 'shown' })
    .limit(limit);
  if (sort !== 'newest') void query.orderBy('r.score_sum', byScore);
  void query.orderBy([
    { column: 'r.created_at', order: 'desc' },
    { column: 'r.id', order: 'desc' },
  ]);
  if (stars !== undefined) void query.whereBetween('r.score_sum', sumsOfStars(stars));
  if (after !== undefined) {
    const older = '(r.created_at, r.id) < (?, ?)';
    if (sort === 'newest') void query.whereRaw(older, [after.at, after.id]);
    else {
      void query.whereRaw(
        `(r.score_sum ${byScore === 'asc' ? '>' : '<'} ? or (r.score_sum = ? and ${older}))`,
        [after.score, after.score, after.at, after.id],
      );
    }
  }
  const rows = (await query) as Row[];
  return rows.map(toReview);
}

export type ReviewChange = Partial<
  Pick<Review, 'scores' | 'text' | 'state' | 'edits' | 'editedAt'>
>;

/** Changes a review by one guarded statement; false where it has changed since it was read. */
export async function changeReview(
  trx: Trx,
  review: Pick<Review, 'id' | 'version'>,
  { scores, text, state, edits, editedAt }: ReviewChange,
): Promise<boolean> {
  const changed = await trx('reviews')
    .where({ id: review.id, version: review.version })
    .update({
      ...(scores === undefined ? {} : scoreColumns(scores)),
      ...(text === undefined ? {} : { text }),
      ...(state === undefined ? {} : { state }),
      ...(edits === undefined ? {} : { edits, edited_at: editedAt }),
      version: review.version + 1,
    });
  return changed === 1;
}

/** Keeps what a review says now, before it is edited. */
export async function keepVersion(trx: Trx, review: Review): Promise<void> {
  await trx('review_versions').insert({
    review_id: review.id,
    edition: editionOf(review),
    ...scoreColumns(review.scores),
    text: review.text,
    written_at: review.editedAt ?? review.createdAt,
  });
}

/** What a review said before its edits, newest first. */
export async function findVersions(trx: Trx, reviewId: string): Promise<ReviewVersion[]> {
  const rows = (await trx('review_versions')
    .where({ review_id: reviewId })
    .orderBy('edition', 'desc')) as Row[];
  return rows.map((row) => ({
    edition: Number(row['edition']),
    scores: scoresOf(row),
    text: String(row['text']),
    writtenAt: row['written_at'] as Date,
  }));
}

export async function insertReply(
  trx: Trx,
  reply: { reviewId: string; authorId: string; text: string; createdAt: Date },
): Promise<void> {
  await trx('review_replies').insert({
    review_id: reply.reviewId,
    author_id: reply.authorId,
    text: reply.text,
    created_at: reply.createdAt,
  });
}
