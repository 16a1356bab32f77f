import { Upload as Pieces } from '@tus/server';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Deps } from '../../../deps.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { CHUNK_BYTES, planChunk } from '../domain/chunk.ts';
import { uploadKey } from '../domain/upload.ts';
import { changeUpload, type Upload } from '../uploads-repository.ts';
import { finishUpload } from './finish-upload.ts';
import { uploadLocker } from './lock-upload.ts';
import { openUpload, readDeclared, type UploadWish } from './open-upload.ts';
import { offsetOf, readUpload } from './read-upload.ts';

/** Begins an upload in numbered chunks, for clients that can only send forms. */
export async function openChunkedUpload(
  deps: Deps,
  actor: Actor,
  wish: Omit<UploadWish, 'id' | 'chunkBytes'> & { sizeBytes: number },
): Promise<Upload> {
  const id = deps.newId();
  const upload = await openUpload(deps, actor, { ...wish, id, chunkBytes: CHUNK_BYTES });
  const pieces = await deps.storage.pieces();
  await pieces.create(new Pieces({ id: uploadKey(id), size: wish.sizeBytes, offset: 0 }));
  return upload;
}

/** What is left of a chunk after its first `passOver` bytes; more than `length` is too much. */
async function* restOf(
  content: Readable,
  passOver: number,
  length: number,
): AsyncGenerator<Buffer> {
  let seen = 0;
  for await (const piece of content as AsyncIterable<Buffer>) {
    const from = Math.max(0, passOver - seen);
    seen += piece.length;
    if (seen - passOver > length) throw new Problem('upload.too_large');
    if (from < piece.length) yield piece.subarray(from);
  }
}

async function write(
  deps: Deps,
  upload: Upload,
  number: number,
  content: Readable,
): Promise<Upload> {
  const { chunkBytes, sizeBytes } = upload;
  if (chunkBytes === null || sizeBytes === null) throw new Problem('upload.not_found');
  const offset = await offsetOf(deps, upload);
  const plan = planChunk({ sizeBytes, chunkBytes, offset }, number);
  if (plan.take === 'refused') {
    const values = { expected: plan.expected };
    throw new Problem('upload.offset_conflict', {
      fields: [{ path: 'params.number', code: 'field.expected', values }],
    });
  }
  if (plan.take === 'nothing') {
    content.resume();
  } else {
    const through = new PassThrough();
    const rest = Readable.from(restOf(content, plan.passOver, plan.length));
    const pieces = await deps.storage.pieces();
    await Promise.all([
      pipeline(rest, through),
      pieces.write(through, uploadKey(upload.id), offset),
    ]);
  }
  const isWhole = (await offsetOf(deps, upload)) === sizeBytes;
  return isWhole && upload.state === 'arriving' ? await finishUpload(deps, upload.id) : upload;
}

/**
 * Takes one numbered chunk, or what of it is not here yet.
 * @throws Problem `upload.not_found`, `upload.expired`, `upload.used`, `upload.busy`,
 *   `upload.offset_conflict` with the expected number, `upload.too_large`, `upload.hash_invalid`,
 *   `upload.hash_mismatch`
 */
export async function receiveChunk(
  deps: Deps,
  actor: Actor,
  chunk: { id: string; number: number; sha256: string | undefined },
  content: Readable,
): Promise<Upload> {
  const { id } = chunk;
  const asked = await readUpload(deps, actor, id);
  if (asked.state === 'used') throw new Problem('upload.used');
  const declaredSha256 = readDeclared(chunk.sha256);
  if (declaredSha256 !== null) {
    await changeUpload(deps.db, { id, from: ['arriving'] }, { declaredSha256 });
  }
  const lock = uploadLocker(deps).newLock(uploadKey(id));
  const giveWay = () => void content.destroy(new Problem('upload.busy', { retryAfterSeconds: 1 }));
  await lock.lock(new AbortController().signal, giveWay).catch((cause: unknown) => {
    throw new Problem('upload.busy', { cause, retryAfterSeconds: 1 });
  });
  try {
    return await write(deps, await readUpload(deps, actor, id), chunk.number, content);
  } finally {
    await lock.unlock();
  }
}
