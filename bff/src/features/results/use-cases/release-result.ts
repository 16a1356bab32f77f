import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import type { IdempotencyKey, StoredAnswer } from '../../../infra/idempotency-keys.ts';
import { inIdempotentTransaction } from '../../../infra/idempotent-transaction.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import {
  completion,
  countResult,
  moveBooking,
  presentBookingFor,
  readBookingFor,
} from '../../bookings/index.ts';
import { writeAudit } from '../../audit/index.ts';
import { safeFileName } from '../domain/file-name.ts';
import { presentResult } from '../presenter.ts';
import { findResults, insertResult, type ResultFile } from '../repository.ts';

/** The answer to a delivery, this one or the earlier one under the same key. */
interface Delivery extends StoredAnswer {
  body: { result: ReturnType<typeof presentResult>; booking: unknown };
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
    if (booking.state === 'awaiting_results') {
      const change = await completion(deps, trx, bookingId);
      await moveBooking(deps, trx, booking, {
        to: 'completed',
        actorId: actor.userId,
        change: { ...change, resultsCount: booking.resultsCount + 1 },
      });
    } else if (!(await countResult(trx, booking, deps.clock.now()))) {
      throw new Problem('booking.state_conflict');
    }
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
    await writeAudit(deps, trx, {
      actorId: actor.userId,
      action: 'result.released',
      objectKind: 'booking',
      objectId: bookingId,
      unitId: booking.unitId,
      detail: { resultId: id, files: named.length },
    });
    const [newest] = await findResults(trx, bookingId);
    if (newest === undefined) throw new Error(`result ${id} is gone`);
    const body = {
      result: presentResult(newest),
      booking: await presentBookingFor(deps, trx, actor, bookingId),
    };
    return { status: 201, body };
  };
  const answer =
    key === undefined
      ? await inTransaction(deps, work)
      : await inIdempotentTransaction(deps, key, work);
  return answer as Delivery;
}
