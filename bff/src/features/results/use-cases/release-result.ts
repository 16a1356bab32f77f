import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import type { IdempotencyKey, StoredAnswer } from '../../../infra/idempotency-keys.ts';
import { inIdempotentTransaction } from '../../../infra/idempotent-transaction.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import {
  type BookingView,
  changeInPlace,
  completion,
  presentView,
  readBookingFor,
  takeStep,
} from '../../bookings/index.ts';
import { safeFileName } from '../domain/file-name.ts';
import { presentResult } from '../presenter.ts';
import { findResults, insertResult, type ResultFile } from '../repository.ts';

/** The answer to a delivery, this one or the earlier one under the same key. */
interface Delivery extends StoredAnswer {
  body: { result: ReturnType<typeof presentResult>; booking: unknown };
}

/** The first delivery completes a booking; until it is accepted, later ones are new versions. */
async function deliver(
  deps: Deps,
  trx: Trx,
  booking: BookingView,
  actorId: string,
): Promise<BookingView> {
  const resultsCount = booking.resultsCount + 1;
  if (booking.state === 'awaiting_results') {
    const change = { ...completion(deps), resultsCount };
    return await takeStep(deps, trx, booking, {
      from: 'awaiting_results',
      to: 'completed',
      actorId,
      change,
    });
  }
  if (booking.state !== 'completed') throw new Problem('booking.state_conflict');
  const step = { what: 'delivered', actorId, change: { resultsCount } };
  return await changeInPlace(deps, trx, booking, step);
}

/**
 * Delivers results of a used booking. The first delivery completes it; a later one is a new version.
 * @param files already in storage; the caller removes them where this throws, or where the answer is of
 *   an earlier delivery under the same key.
 * @throws Problem `booking.not_found`, `access.forbidden`, `booking.state_conflict`,
 *   `result.file_missing`, `result.file_name_invalid`
 */
export async function releaseResult(
  deps: Deps,
  actor: Actor,
  bookingId: string,
  summary: string,
  files: readonly Omit<ResultFile, 'position'>[],
  key: IdempotencyKey | undefined,
): Promise<Delivery> {
  if (files.length === 0) throw new Problem('result.file_missing');
  const named = files.map((file, position) => {
    const name = safeFileName(file.name);
    if (name === null) throw new Problem('result.file_name_invalid');
    return { ...file, name, position };
  });
  const work = async (trx: Trx): Promise<StoredAnswer> => {
    const booking = await readBookingFor(trx, actor, bookingId, 'releaseResult');
    const delivered = await deliver(deps, trx, booking, actor.userId);
    const id = deps.newId();
    await insertResult(trx, {
      id,
      bookingId,
      version: booking.resultsCount + 1,
      summary,
      releasedBy: actor.userId,
      releasedAt: deps.clock.now(),
      files: named,
    });
    const [newest] = await findResults(trx, bookingId);
    if (newest === undefined) throw new Error(`result ${id} is gone`);
    const body = {
      result: presentResult(newest),
      booking: await presentView(deps, trx, actor, delivered),
    };
    return { status: 201, body };
  };
  const answer =
    key === undefined
      ? await inTransaction(deps, work)
      : await inIdempotentTransaction(deps, key, work);
  return answer as Delivery;
}
