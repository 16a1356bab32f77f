import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from '../../bff/src/config.ts';
import { RunWatch } from '../../bff/src/features/monitoring/index.ts';
import type { Database } from '../../bff/src/infra/database.ts';
import { createDeps } from '../../bff/src/main.ts';
import { amperesOf } from './ingest-fleet.ts';

const INTERVAL_MS = 10_000;
/** Everything that recurs comes about in it: states kept, silence looked for, alarms judged, the fleet read. */
const MEASURED_MS = 60_000;
const PARTS = 100;
/** Clock ticks a second, as Linux tells the work of a process. */
const TICKS = 100;

/** Seconds that the database has worked; null where it is not on this machine. */
async function databaseSeconds(db: Database): Promise<number | null> {
  const [[row]] = (await db.raw('select @@pid_file as file')) as [{ file: string }[]];
  try {
    const pid = readFileSync(row!.file, 'utf8').trim();
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return null;
  }
}

const ofCore = (seconds: number) => Number(((seconds * 1_000) / MEASURED_MS).toFixed(3));

/** What classifying costs while every sensor reads once in ten seconds, in parts of one core. */
export async function measureWatch(db: Database, codes: readonly string[]) {
  const deps = createDeps({ ...readConfig(), logLevel: 'error' });
  const watch = new RunWatch(deps);
  watch.start();
  const watched = async () => (await deps.metrics.instrumentsWatched.get()).values[0]?.value ?? 0;
  const each = Math.ceil(codes.length / PARTS);
  const feed = async (forMs: number) => {
    const until = performance.now() + forMs;
    for (let part = 0; performance.now() < until; part = (part + 1) % PARTS) {
      const began = performance.now();
      const at = Date.now();
      const from = part * each;
      const some = codes.slice(from, from + each).map((instrumentId, index) => ({
        instrumentId,
        readings: [{ at, amperes: amperesOf(from + index, at) }],
      }));
      watch.hear(some);
      await sleep(Math.max(0, INTERVAL_MS / PARTS - (performance.now() - began)));
    }
  };
  while ((await watched()) < codes.length) await sleep(100);
  await feed(2 * INTERVAL_MS);
  const [before, database] = [process.cpuUsage(), await databaseSeconds(db)];
  await feed(MEASURED_MS);
  const { user, system } = process.cpuUsage(before);
  const databaseAfter = await databaseSeconds(db);
  await watch.stop();
  deps.redis.disconnect();
  await deps.db.destroy();
  return {
    ofCore: ofCore((user + system) / 1e6),
    databaseOfCore:
      database === null || databaseAfter === null ? null : ofCore(databaseAfter - database),
  };
}
