import type { Deps } from '../../../deps.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import { changeInPlace, findBooking } from '../../bookings/index.ts';
import { findFile, findNewestReleased, type ScanState, writeScan } from '../repository.ts';

/** The task that looks for viruses in one file. */
export const SCAN = 'results.scan';

const STATES = { clean: 'clean', infected: 'infected', skipped: 'none' } as const;

/**
 * Looks for viruses in a delivered file; until then nobody fetches it. What is found keeps it from being
 * fetched for good, and owner and crew hear of it; a booking whose newest delivery it spoils does not settle
 * by itself until a new one is there. Where the scanner cannot look now, the task is tried again.
 */
export async function scanFile(deps: Deps, fileId: string): Promise<void> {
  const file = await findFile(deps.db, fileId);
  if (file?.scanState !== 'pending' || file.filesRemovedAt !== null) return;
  const content = await deps.storage.open(file.storageKey);
  if (content === undefined) throw new Error(`file ${fileId} is not in storage`);
  const verdict =
    deps.scanner === null
      ? { found: 'skipped' as const, note: null }
      : await deps.scanner(content).finally(() => content.destroy());
  const state: ScanState = STATES[verdict.found];
  await inTransaction(deps, async (trx) => {
    const scan = { state, at: deps.clock.now(), note: verdict.note };
    if (!(await writeScan(trx, fileId, scan)) || state !== 'infected') return;
    const booking = await findBooking(trx, file.bookingId);
    if (booking === undefined) return;
    const reason = [file.name, verdict.note].filter(Boolean).join(' · ');
    const isNewest = (await findNewestReleased(trx, booking.id)) === file.resultId;
    const isSpoilt = booking.state === 'completed' && isNewest;
    await changeInPlace(deps, trx, booking, {
      what: 'infected',
      actorId: null,
      reason,
      change: isSpoilt ? { autoCloseAt: null } : {},
    });
  });
}
