import { z } from 'zod';
import { Count, Id, Instant, pageOf, pageQuery } from '../primitives.ts';
import type { Contract } from './contract.ts';

const Score = z.int().min(1).max(5);

const Scores = z.strictObject({ quality: Score, speed: Score, attitude: Score, value: Score });

const Review = z.object({
  id: Id,
  instrumentId: Id,
  instrumentName: z.string(),
  unitName: z.string(),
  /** For its own people only. */
  bookingId: Id.nullable(),
  scores: Scores,
  text: z.string(),
  /** `appealed` and `removed` ones are hidden and count in no rating. */
  state: z.enum(['shown', 'appealed', 'removed']),
  authorName: z.string(),
  createdAt: Instant,
  edits: Count,
  editedAt: Instant.nullable(),
  reply: z.object({ by: z.string(), text: z.string(), createdAt: Instant }).nullable(),
  /** For its own people and its judges only. */
  appeal: z
    .object({
      reason: z.string(),
      appealedAt: Instant,
      decision: z.enum(['restored', 'removed']).nullable(),
      judgement: z.string().nullable(),
      judgedAt: Instant.nullable(),
    })
    .nullable(),
  /** Grows with every change; also the `ETag`, which `If-Match` may ask for. */
  version: z.int().min(1),
  may: z.array(z.enum(['edit', 'reply', 'appeal', 'judge'])),
});

/** Counted in characters as people see them by the rule itself; this only bounds what is looked at. */
const Words = z.string().max(8_000);

const idParams = z.strictObject({ id: Id });
const Said = z.strictObject({ scores: Scores, text: Words.default('') });

const wordProblems = ['review.too_long', 'review.reason_required'] as const;
const answerProblems = [
  'review.not_found',
  'review.state_conflict',
  'review.too_long',
  'request.stale',
] as const;

export const reviewContracts = {
  createReview: {
    summary: 'Review a finished booking, once, within 90 days',
    idempotent: true,
    params: idParams,
    body: Said,
    responses: { 201: Review },
    problems: [
      'booking.not_found',
      'booking.state_conflict',
      'request.stale',
      'review.already_written',
      'review.too_late',
      ...wordProblems,
    ],
  },
  getReview: {
    summary: 'The review of a booking, for its own people',
    params: idParams,
    responses: { 200: Review },
    problems: ['booking.not_found', 'review.not_found'],
  },
  changeReview: {
    summary: 'Edit my review within the 90 days; what it said before is kept',
    params: idParams,
    body: Said,
    responses: { 200: Review },
    problems: [
      'booking.not_found',
      'review.not_found',
      'review.state_conflict',
      'review.too_late',
      'request.stale',
      ...wordProblems,
    ],
  },
  listReviews: {
    summary: 'Reviews of an instrument and how they spread over the stars',
    params: idParams,
    query: z.strictObject({
      ...pageQuery,
      sort: z.enum(['newest', 'lowest', 'highest']).default('newest'),
      stars: z.coerce.number().int().min(1).max(5).optional(),
    }),
    responses: {
      200: pageOf(Review).extend({
        /** How many reviews came to 1, 2, 3, 4 and 5 stars. */
        histogram: z.array(Count).length(5),
      }),
    },
    problems: ['instrument.not_found', 'request.cursor_invalid'],
  },
  listReviewVersions: {
    summary: 'What a review said before its edits, newest first',
    params: idParams,
    responses: {
      200: z.object({
        items: z.array(
          z.object({
            edition: z.int().min(1),
            scores: Scores,
            text: z.string(),
            writtenAt: Instant,
          }),
        ),
      }),
    },
    problems: ['review.not_found'],
  },
  replyToReview: {
    summary: 'The crew’s reply, once',
    idempotent: true,
    params: idParams,
    body: z.strictObject({ text: Words.min(1) }),
    responses: { 201: Review },
    problems: [...answerProblems, 'review.already_replied'],
  },
  appealReview: {
    summary: 'Say that a review should not stand; it is hidden until it is judged',
    idempotent: true,
    params: idParams,
    body: z.strictObject({ reason: Words.min(1) }),
    responses: { 201: Review },
    problems: answerProblems,
  },
  judgeReview: {
    summary: 'End an appeal: show the review again, or remove it',
    params: idParams,
    body: z.strictObject({ decision: z.enum(['restore', 'remove']), reason: Words.min(1) }),
    responses: { 200: Review },
    problems: answerProblems,
  },
  listReviewAppeals: {
    summary: 'Appeals against reviews within my office, waiting or judged',
    query: z.strictObject({ ...pageQuery, state: z.enum(['open', 'judged']).default('open') }),
    responses: { 200: pageOf(Review) },
    problems: ['request.cursor_invalid'],
  },
} satisfies Record<string, Contract>;
