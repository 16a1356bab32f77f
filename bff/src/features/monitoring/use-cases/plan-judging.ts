import type { Deps } from '../../../deps.ts';
import { HOUR, later, MINUTE } from '../../../infra/clock.ts';
import type { Trx } from '../../../infra/database.ts';
import { schedule } from '../../../infra/tasks.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import type { LateSpan } from '../domain/late-spans.ts';

export const REJUDGE = 'monitoring.rejudge';
export const RELEARN = 'monitoring.relearn';

/** More may come late: a gateway sends what it kept in several parts. */
const LATE_WAIT_MS = 5 * MINUTE;

/** Judges again what late readings touch, once for each instrument and hour in which they came. */
export async function planLate(deps: Deps, spans: readonly LateSpan[]): Promise<void> {
  if (spans.length === 0) return;
  const now = deps.clock.now();
  const hour = Math.floor(now.getTime() / HOUR);
  await inTransaction(deps, async (trx) => {
    for (const { from, instrumentId, to } of spans) {
      const day = Math.floor(from / (24 * HOUR));
      await schedule(deps, trx, {
        kind: REJUDGE,
        naturalKey: `${instrumentId}:${String(day)}:${String(hour)}`,
        dueAt: later(now, LATE_WAIT_MS),
        payload: { instrumentId, from, to },
      });
    }
  });
}

/** Learns an instrument anew, and judges its last week again, as soon as a worker is free. */
export async function planRelearning(deps: Deps, trx: Trx, instrumentId: string): Promise<void> {
  await schedule(deps, trx, {
    kind: RELEARN,
    naturalKey: instrumentId,
    dueAt: deps.clock.now(),
    payload: { instrumentId },
  });
}
