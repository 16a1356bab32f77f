import { z } from 'zod';
import { Id } from '../primitives.ts';
import type { Contract } from './contract.ts';
import { Review } from './instrument-models.ts';

const Score = z.int().min(1).max(5);

export const reviewContracts = {
  createReview: {
    summary: 'Review a finished booking, once, within 90 days',
    idempotent: true,
    params: z.strictObject({ id: Id }),
    body: z.strictObject({
      scores: z.strictObject({ quality: Score, speed: Score, attitude: Score, value: Score }),
      text: z.string().trim().max(240).default(''),
    }),
    responses: { 201: Review },
    problems: [
      'booking.not_found',
      'booking.state_conflict',
      'request.stale',
      'review.already_written',
      'review.too_late',
      'review.reason_required',
    ],
  },
} satisfies Record<string, Contract>;
