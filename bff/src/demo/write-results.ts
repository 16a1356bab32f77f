import { Readable } from 'node:stream';
import type { Deps } from '../deps.ts';
import { previewTypeOf } from '../features/results/domain/file-kind.ts';
import { insertRows } from '../infra/insert-rows.ts';
import { DAY, later } from '../infra/clock.ts';
import { inTransaction } from '../infra/transaction.ts';
import type { PlannedBooking } from './plan-booking.ts';
import type { Random } from './random.ts';
import { dataFile, reportFile } from './result-files.ts';
import { SUMMARIES } from './words.ts';

const AT_ONCE = 16;

/** Writes what was delivered: a line for each result, and its report and data in storage. */
export async function writeResults(
  deps: Deps,
  plan: readonly PlannedBooking[],
  random: Random,
  note: (detail: string) => void,
): Promise<void> {
  const results = plan.flatMap((planned) => {
    const { fate, operatorId } = planned;
    if (fate.deliveredAt === null || operatorId === null) return [];
    const summary = random.pick(SUMMARIES);
    const id = deps.newId();
    const files = [reportFile(planned, summary), dataFile(planned, random)].map(
      (file, position) => {
        const fileId = deps.newId();
        return { ...file, id: fileId, position, storageKey: `results/${fileId}` };
      },
    );
    return [{ id, planned, summary, operatorId, deliveredAt: fate.deliveredAt, files }];
  });
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
      results.map(({ id, planned, summary, operatorId, deliveredAt }) => ({
        id,
        booking_id: planned.booking.id,
        version: 1,
        state: 'released',
        summary,
        delivered_by: operatorId,
        delivered_at: deliveredAt,
        released_at: deliveredAt,
        keep_until: later(deliveredAt, deps.config.keepResultsDays * DAY),
      })),
    );
    await insertRows(trx, 'result_files', stored);
  });
}
