import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import type { IdempotencyKey, StoredAnswer } from '../../../infra/idempotency-keys.ts';
import { inIdempotentTransaction } from '../../../infra/idempotent-transaction.ts';
import { schedule } from '../../../infra/tasks.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import {
  type BookingView,
  changeInPlace,
  presentView,
  readBookingFor,
} from '../../bookings/index.ts';
import { getInstrument } from '../../instruments/index.ts';
import { declaredType, KIND_BYTES, previewTypeOf } from '../domain/file-kind.ts';
import { distinctNames, safeFileName } from '../domain/file-name.ts';
import { keepUntil } from '../domain/retention.ts';
import { type presentResult, presentResults } from '../presenter.ts';
import { findResults, insertResult, type ResultFile, withdrawWaiting } from '../repository.ts';
import { SCAN } from './scan-file.ts';
import { changeUpload } from '../uploads-repository.ts';
import { publishVersion, requireDeliverable } from './publish-result.ts';

/** A file that lies whole in storage. */
export interface DeliveredFile {
  id: string;
  name: string;
  contentType: string;
  sizeBytes: number;
  sha256: string;
  storageKey: string;
}

export interface Parcel {
  summary: string;
  changes: string;
  files: readonly DeliveredFile[];
  /** Those of the files that came by upload, and are used up by this. */
  uploadIds?: readonly string[];
}

/** The answer to a delivery, this one or the earlier one under the same key. */
interface Delivery extends StoredAnswer {
  body: { result: ReturnType<typeof presentResult>; booking: unknown };
}

async function headOf(deps: Deps, key: string): Promise<Uint8Array> {
  const content = await deps.storage.open(key, { from: 0, to: KIND_BYTES - 1 });
  if (content === undefined) return new Uint8Array();
  const pieces: Buffer[] = [];
  for await (const piece of content as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** @throws Problem `result.file_missing`, `result.file_name_invalid` */
async function prepare(deps: Deps, files: readonly DeliveredFile[]): Promise<ResultFile[]> {
  if (files.length === 0) throw new Problem('result.file_missing');
  const names = distinctNames(
    files.map(({ name }) => {
      const safe = safeFileName(name);
      if (safe === null) throw new Problem('result.file_name_invalid');
      return safe;
    }),
  );
  const prepared: ResultFile[] = [];
  for (const [position, file] of files.entries()) {
    prepared.push({
      ...file,
      name: names[position] ?? file.name,
      contentType: declaredType(file.contentType),
      position,
      previewType: file.sizeBytes === 0 ? null : previewTypeOf(await headOf(deps, file.storageKey)),
      scanState: deps.scanner === null ? 'none' : 'pending',
      scannedAt: null,
      scanNote: null,
    });
  }
  return prepared;
}

async function useUploads(trx: Trx, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const isTaken = await changeUpload(trx, { id, from: ['whole'] }, { state: 'used' });
    if (!isTaken) throw new Problem('upload.used');
  }
}

/** Stores the delivery: released at once, or waiting for a second person. */
async function deliver(
  deps: Deps,
  trx: Trx,
  actor: Actor,
  booking: BookingView,
  parcel: Omit<Parcel, 'files'> & { files: readonly ResultFile[] },
): Promise<BookingView> {
  requireDeliverable(deps, booking);
  const { rules } = await getInstrument(trx, booking.instrumentId);
  const now = deps.clock.now();
  const isChecked = rules.resultsCheckedBySecond;
  // The booking's own row first: of deliveries at once one wins, the others hear that it has moved on.
  const changed = isChecked
    ? await changeInPlace(deps, trx, booking, {
        what: 'check_waiting',
        actorId: actor.userId,
        change: { resultsWaitingBy: actor.userId },
      })
    : await publishVersion(deps, trx, booking, actor.userId);
  await useUploads(trx, parcel.uploadIds ?? []);
  await withdrawWaiting(trx, booking.id);
  const result = {
    id: deps.newId(),
    bookingId: booking.id,
    version: isChecked ? null : booking.resultsCount + 1,
    state: isChecked ? ('awaiting_check' as const) : ('released' as const),
    summary: parcel.summary,
    changes: parcel.changes,
    deliveredBy: actor.userId,
    deliveredAt: now,
    releasedAt: isChecked ? null : now,
    checkedBy: null,
    checkedAt: null,
    checkReason: null,
    keepUntil: keepUntil(now, rules.keepResultsDays, deps.config.keepResultsDays),
    warnedAt: null,
    filesRemovedAt: null,
  };
  await insertResult(trx, result, parcel.files);
  for (const { id, scanState } of parcel.files) {
    if (scanState === 'pending') {
      await schedule(deps, trx, {
        kind: SCAN,
        naturalKey: id,
        dueAt: now,
        payload: { fileId: id },
      });
    }
  }
  return changed;
}

/**
 * Delivers results of a used booking: its first version, a new one, or an answer to a dispute.
 * @param parcel files already in storage; those of a form the caller removes where this throws, or where
 *   the answer is of an earlier delivery under the same key.
 * @throws Problem `booking.not_found`, `access.forbidden`, `booking.state_conflict`,
 *   `result.file_missing`, `result.file_name_invalid`, `upload.used`
 */
export async function releaseResult(
  deps: Deps,
  actor: Actor,
  bookingId: string,
  parcel: Parcel,
  key: IdempotencyKey,
): Promise<Delivery> {
  const files = await prepare(deps, parcel.files);
  const work = async (trx: Trx): Promise<StoredAnswer> => {
    const booking = await readBookingFor(trx, actor, bookingId, 'releaseResult');
    const delivered = await deliver(deps, trx, actor, booking, { ...parcel, files });
    const [newest] = presentResults(await findResults(trx, bookingId));
    const view = await presentView(deps, trx, actor, delivered);
    return { status: 201, body: { result: newest, booking: view } };
  };
  return (await inIdempotentTransaction(deps, key, work)) as Delivery;
}
