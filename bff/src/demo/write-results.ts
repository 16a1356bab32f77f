import { Readable } from 'node:stream';
import type { Deps } from '../deps.ts';
import { previewTypeOf } from '../features/results/domain/file-kind.ts';
import { insertRows } from '../infra/insert-rows.ts';
import { DAY, later, MINUTE } from '../infra/clock.ts';
import { inTransaction } from '../infra/transaction.ts';
import type { Delivery, PlannedBooking } from './plan-booking.ts';
import type { Random } from './random.ts';
import { dataFile, pictureFile, reportFile } from './result-files.ts';
import { SECOND_VERSION, SUMMARIES } from './words.ts';

const AT_ONCE = 16;

interface MadeResult {
  planned: PlannedBooking;
  delivery: Delivery;
  files: readonly { id: string }[];
}

/** The owner fetched the first version of what has a second one: that is why it was made. */
function downloadsOf(results: readonly MadeResult[]) {
  return results
    .filter(({ planned, delivery }) => planned.deliveries.length > 1 && delivery.version === 1)
    .flatMap(({ planned, delivery, files }) =>
      files.map(({ id }, index) => ({
        file_id: id,
        user_id: planned.booking.ownerId,
        at: later(delivery.at, (20 + index * 3) * MINUTE),
        is_preview: index === 0,
      })),
    );
}

/** Writes what was delivered: a line for each result, and its report and data in storage. */
export async function writeResults(
  deps: Deps,
  plan: readonly PlannedBooking[],
  random: Random,
  note: (detail: string) => void,
): Promise<void> {
  const results = plan.flatMap((planned) =>
    planned.deliveries.map((delivery, index) => {
      const summary = random.pick(SUMMARIES);
      const made = [reportFile(planned, summary), dataFile(planned, random)];
      // A picture only where people look: thousands of them would fill the disk.
      if (planned.deliveries.length > 1 && index > 0) made.push(pictureFile(planned, random));
      const files = made.map((file, position) => {
        const fileId = deps.newId();
        return { ...file, id: fileId, position, storageKey: `results/${fileId}` };
      });
      return { id: deps.newId(), planned, delivery, summary, files, isLater: index > 0 };
    }),
  );
  const stored: Record<string, string | number | null>[] = [];
  const waiting = results.flatMap(({ id, files }) =>
    files.map((file) => ({ ...file, resultId: id })),
  );
  for (let at = 0; at < waiting.length; at += AT_ONCE) {
    const some = waiting.slice(at, at + AT_ONCE);
    const kept = await Promise.all(
      some.map((file) => deps.storage.put(file.storageKey, Readable.from([file.content]))),
    );
    for (const [index, file] of some.entries()) {
      const { sizeBytes, sha256 } = kept[index] ?? { sizeBytes: 0, sha256: '' };
      stored.push({
        id: file.id,
        result_id: file.resultId,
        position: file.position,
        name: file.name,
        content_type: file.contentType,
        size_bytes: sizeBytes,
        sha256,
        storage_key: file.storageKey,
        preview_type: previewTypeOf(file.content),
      });
    }
    note(`${String(at + some.length)} of ${String(waiting.length)} files`);
  }
  await inTransaction(deps, async (trx) => {
    await insertRows(
      trx,
      'results',
      results.map(({ id, planned, summary, delivery, isLater }) => {
        const { at, version, checkedBy, operatorId } = delivery;
        return {
          id,
          booking_id: planned.booking.id,
          version,
          state: version === null ? 'awaiting_check' : 'released',
          is_waiting: version === null ? 1 : null,
          summary,
          changes: isLater ? SECOND_VERSION : null,
          delivered_by: operatorId,
          delivered_at: at,
          released_at: version === null ? null : at,
          checked_by: checkedBy,
          checked_at: checkedBy === null ? null : at,
          keep_until: later(at, deps.config.keepResultsDays * DAY),
        };
      }),
    );
    await insertRows(trx, 'result_files', stored);
    await insertRows(trx, 'downloads', downloadsOf(results));
  });
}
