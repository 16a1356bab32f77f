import type { Deps } from '../../deps.ts';
import { DAY, HOUR, later } from '../../infra/clock.ts';
import { schedule, type TaskHandler } from '../../infra/tasks.ts';
import { inTransaction } from '../../infra/transaction.ts';
import { dropOrphans } from './use-cases/drop-orphans.ts';
import { tidyUploads } from './use-cases/drop-upload.ts';
import { retireFiles } from './use-cases/retire-files.ts';
import { SCAN, scanFile } from './use-cases/scan-file.ts';

const TIDY = 'results.tidy_uploads';
const RETIRE = 'results.retire_files';
const SWEEP = 'results.drop_orphans';

const scan: TaskHandler = async (deps, { payload }) => {
  await scanFile(deps, String(payload['fileId']));
};

const tidy: TaskHandler = async (deps) => {
  while ((await tidyUploads(deps)) > 0);
  await plant(deps, TIDY, later(deps.clock.now(), HOUR));
};

const retire: TaskHandler = async (deps) => {
  await retireFiles(deps);
  await plant(deps, RETIRE, later(deps.clock.now(), DAY));
};

const sweep: TaskHandler = async (deps) => {
  await dropOrphans(deps);
  await plant(deps, SWEEP, later(deps.clock.now(), DAY));
};

/** One task for each hour or day, however many workers plant it. */
async function plant(deps: Deps, kind: string, dueAt: Date): Promise<void> {
  const naturalKey = dueAt.toISOString().slice(0, kind === TIDY ? 13 : 10);
  await inTransaction(deps, (trx) => schedule(deps, trx, { kind, naturalKey, dueAt }));
}

export const resultTasks: ReadonlyMap<string, TaskHandler> = new Map([
  [SCAN, scan],
  [TIDY, tidy],
  [RETIRE, retire],
  [SWEEP, sweep],
]);

/** Plants the hourly look for uploads that nobody delivered, and the daily ones for files that are over or nobody's. */
export async function scheduleResultJobs(deps: Deps, dueAt: Date): Promise<void> {
  await plant(deps, TIDY, dueAt);
  await plant(deps, RETIRE, dueAt);
  // Not at once: a demo province that is being planted writes its files before their rows.
  await plant(deps, SWEEP, later(dueAt, DAY));
}
