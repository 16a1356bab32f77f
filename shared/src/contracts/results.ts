import { z } from 'zod';
import { Count, Id, Instant } from '../primitives.ts';
import { Booking } from './booking-models.ts';
import type { Contract } from './contract.ts';

export const Result = z.object({
  id: Id,
  version: z.int().min(1),
  summary: z.string(),
  releasedAt: Instant,
  releasedBy: z.string(),
  files: z.array(
    z.object({
      id: Id,
      name: z.string(),
      contentType: z.string(),
      sizeBytes: Count,
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});

const idParams = z.strictObject({ id: Id });

export const resultContracts = {
  releaseResult: {
    summary: 'Deliver results: a summary and at least one file; an Idempotency-Key is honoured',
    params: idParams,
    multipart: z.strictObject({ summary: z.string().trim().max(2000).default('') }),
    responses: { 201: z.object({ result: Result, booking: Booking }) },
    problems: [
      'booking.not_found',
      'booking.state_conflict',
      'request.stale',
      'result.file_missing',
      'idempotency.key_invalid',
      'idempotency.body_differs',
      'result.file_name_invalid',
      'request.too_large',
      'request.unsupported_media',
    ],
  },
  listResults: {
    summary: 'Results of a booking, newest version first',
    params: idParams,
    responses: { 200: z.object({ items: z.array(Result) }) },
    problems: ['booking.not_found'],
  },
  createDownloadLink: {
    summary: 'A link to one file that serves for five minutes; every download is recorded',
    params: z.strictObject({ id: Id, fileId: Id }),
    responses: { 201: z.object({ url: z.string(), expiresAt: Instant }) },
    problems: ['booking.not_found', 'result.not_found'],
  },
  download: {
    summary: 'The file behind a signed link',
    params: z.strictObject({ token: z.string().min(10).max(1000) }),
    responses: { 200: null },
    produces: 'application/octet-stream',
    problems: ['download.link_expired'],
  },
  acceptResult: {
    summary: 'Accept the results; the money settles',
    params: idParams,
    responses: { 200: Booking },
    problems: ['booking.not_found', 'booking.state_conflict', 'request.stale'],
  },
  disputeResult: {
    summary: 'Dispute the results; settlement stops',
    params: idParams,
    body: z.strictObject({ reason: z.string().trim().min(1).max(1000) }),
    responses: { 200: Booking },
    problems: ['booking.not_found', 'booking.state_conflict', 'request.stale'],
  },
} satisfies Record<string, Contract>;
