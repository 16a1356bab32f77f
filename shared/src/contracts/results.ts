import { z } from 'zod';
import { countCharacters, LEAST_DISPUTE_CHARACTERS } from '../characters.ts';
import { Count, Id, Instant } from '../primitives.ts';
import { Booking } from './booking-models.ts';
import type { Contract } from './contract.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const ResultFile = z.object({
  id: Id,
  name: z.string(),
  contentType: z.string(),
  sizeBytes: Count,
  sha256: Sha256,
  /** What may be shown in the app, told by the file's first bytes. */
  preview: z.enum(['pdf', 'image']).nullable(),
  /** `none`: this installation looks for no viruses, or did not in this file. */
  scan: z.object({
    state: z.enum(['none', 'pending', 'clean', 'infected']),
    at: Instant.nullable(),
    note: z.string().nullable(),
  }),
});

export const Result = z.object({
  id: Id,
  /** Null until it is released: only then it is counted, and seen by the owner. */
  version: z.int().min(1).nullable(),
  state: z.enum(['awaiting_check', 'released', 'sent_back', 'withdrawn']),
  summary: z.string(),
  /** What differs from the version before, in the crew's words. */
  changes: z.string(),
  /** The same told by names and hashes; null on a first version. */
  compared: z
    .object({
      added: z.array(z.string()),
      changed: z.array(z.string()),
      removed: z.array(z.string()),
      same: z.array(z.string()),
    })
    .nullable(),
  deliveredAt: Instant,
  releasedAt: Instant.nullable(),
  releasedBy: z.string(),
  checkedBy: z.string().nullable(),
  /** Why it was sent back, or why who delivered it also released it. */
  reason: z.string().nullable(),
  /** The files are removed then; this record stays. */
  keepUntil: Instant,
  filesRemovedAt: Instant.nullable(),
  files: z.array(ResultFile),
});

const Download = z.object({
  at: Instant,
  who: z.string(),
  fileName: z.string(),
  version: z.int().min(1).nullable(),
  isPreview: z.boolean(),
});

const idParams = z.strictObject({ id: Id });

const words = (max: number) => z.string().trim().max(max).default('');

const DisputeReason = z
  .string()
  .trim()
  .max(1000)
  .superRefine((text, ctx) => {
    const minimum = LEAST_DISPUTE_CHARACTERS;
    if (countCharacters(text) < minimum) {
      ctx.addIssue({ code: 'too_small', origin: 'string', minimum, inclusive: true, input: text });
    }
  });

const Delivery = z.object({ result: Result, booking: Booking });

export const resultContracts = {
  releaseResult: {
    summary:
      'Deliver results: a summary and finished uploads, or small files as a form; a later delivery is a new version',
    params: idParams,
    idempotent: true,
    body: z.strictObject({
      summary: words(2000),
      changes: words(500),
      files: z.array(Id).min(1).max(100),
    }),
    multipart: z.strictObject({ summary: words(2000), changes: words(500) }),
    responses: { 201: Delivery },
    problems: [
      'booking.not_found',
      'booking.state_conflict',
      'request.stale',
      'result.file_missing',
      'result.file_name_invalid',
      'upload.not_found',
      'upload.expired',
      'upload.incomplete',
      'upload.hash_mismatch',
      'upload.used',
      'request.too_large',
      'request.unsupported_media',
    ],
  },
  checkResult: {
    summary:
      'Release a delivery that waits for a second person, or send it back with a reason; where the crew has nobody else, who delivered it releases it with a reason',
    params: z.strictObject({ id: Id, resultId: Id }),
    body: z
      .strictObject({ decision: z.enum(['release', 'send_back']), reason: words(1000) })
      .refine(({ decision, reason }) => decision === 'release' || reason !== '', {
        path: ['reason'],
        error: 'required',
      }),
    responses: { 200: Delivery },
    problems: [
      'booking.not_found',
      'result.not_found',
      'result.own_check',
      'result.alone_reason',
      'result.infected',
      'booking.state_conflict',
      'request.stale',
    ],
  },
  listResults: {
    summary: 'Deliveries of a booking, newest first; its owner sees those that are released',
    params: idParams,
    responses: { 200: z.object({ items: z.array(Result) }) },
    problems: ['booking.not_found'],
  },
  listDownloads: {
    summary: 'Who fetched which file of a booking when, newest first',
    params: idParams,
    query: z.strictObject({
      cursor: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    }),
    responses: {
      200: z.object({ items: z.array(Download), nextCursor: z.string().nullable(), total: Count }),
    },
    problems: ['booking.not_found', 'request.cursor_invalid'],
  },
  createDownloadLink: {
    summary:
      'A link to one file that serves for five minutes; every download is recorded. `inline` is for PDF, PNG and JPEG only',
    params: z.strictObject({ id: Id, fileId: Id }),
    query: z.strictObject({ inline: z.stringbool().default(false) }),
    responses: { 201: z.object({ url: z.string(), expiresAt: Instant }) },
    problems: [
      'booking.not_found',
      'result.not_found',
      'result.no_preview',
      'result.scan_pending',
      'result.infected',
      'result.files_removed',
    ],
  },
  download: {
    summary: 'The file behind a signed link, whole or the range that `Range` asks for',
    params: z.strictObject({ token: z.string().min(10).max(1000) }),
    responses: { 200: null, 206: null },
    produces: 'application/octet-stream',
    problems: ['download.link_expired', 'download.range_invalid'],
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
    body: z.strictObject({ reason: DisputeReason }),
    responses: { 200: Booking },
    problems: ['booking.not_found', 'booking.state_conflict', 'request.stale'],
  },
} satisfies Record<string, Contract>;
