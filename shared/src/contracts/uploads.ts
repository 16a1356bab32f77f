import { z } from 'zod';
import { Count, Id, Instant } from '../primitives.ts';
import type { Contract } from './contract.ts';

const Upload = z.object({
  id: Id,
  name: z.string(),
  /** Null while a client has not said it. */
  sizeBytes: Count.nullable(),
  /** Bytes that have arrived. */
  offset: Count,
  /** Null on uploads by tus. */
  chunkBytes: z.int().min(1).nullable(),
  /** The chunk that is expected next. */
  nextChunk: Count.nullable(),
  state: z.enum(['arriving', 'whole', 'used', 'refused']),
  /** Computed by the server once the file is whole. */
  sha256: z.string().nullable(),
  expiresAt: Instant,
});

const idParams = z.strictObject({ id: Id });

const refusals = [
  'upload.not_found',
  'upload.expired',
  'upload.used',
  'upload.busy',
] as const satisfies Contract['problems'];

/**
 * Files of any size in pieces: by tus 1.0 (creation, creation-with-upload, creation-defer-length,
 * termination, expiration), or as numbered chunks where a client can only send forms.
 */
export const uploadContracts = {
  describeUploads: {
    summary: 'What of tus 1.0 is spoken here, in headers',
    responses: { 204: null },
  },
  createUpload: {
    summary:
      'Begin an upload by tus: Tus-Resumable, Upload-Length, Upload-Metadata with filename, filetype and, where the client knows it, sha256',
    responses: { 201: null },
    problems: [
      'upload.protocol_unknown',
      'upload.too_large',
      'upload.too_many',
      'upload.hash_invalid',
      'upload.hash_mismatch',
      'upload.busy',
      'result.file_name_invalid',
    ],
  },
  createChunkedUpload: {
    summary: 'Begin an upload in numbered chunks of `chunkBytes`',
    body: z.strictObject({
      name: z.string().min(1).max(1000),
      sizeBytes: Count,
      contentType: z.string().max(120).default('application/octet-stream'),
      sha256: z.string().max(200).optional(),
    }),
    responses: { 201: Upload },
    problems: [
      'upload.too_large',
      'upload.too_many',
      'upload.hash_invalid',
      'result.file_name_invalid',
    ],
  },
  readUpload: {
    summary: 'How far an upload has come; HEAD answers by tus',
    params: idParams,
    responses: { 200: Upload },
    problems: [...refusals, 'upload.protocol_unknown'],
  },
  continueUpload: {
    summary: 'Send the next bytes by tus: Upload-Offset, application/offset+octet-stream',
    params: idParams,
    responses: { 204: null },
    problems: [
      ...refusals,
      'upload.protocol_unknown',
      'upload.offset_conflict',
      'upload.too_large',
      'upload.hash_mismatch',
    ],
  },
  dropUpload: {
    summary: 'Give an upload up; its bytes are removed',
    params: idParams,
    responses: { 204: null },
    problems: refusals,
  },
  sendChunk: {
    summary:
      'Chunk `number` of the file, counted from 0, as the form’s only file; the last may bring the whole file’s sha256. The same chunk again is harmless; another one than the next is refused with the expected number, and Upload-Offset says where to go on',
    params: z.strictObject({ id: Id, number: z.coerce.number().int().min(0) }),
    query: z.strictObject({ sha256: z.string().max(200).optional() }),
    multipart: z.strictObject({}),
    responses: { 200: Upload },
    problems: [
      ...refusals,
      'upload.offset_conflict',
      'upload.too_large',
      'upload.hash_invalid',
      'upload.hash_mismatch',
      'result.file_missing',
    ],
  },
} satisfies Record<string, Contract>;
