import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from '../../bff/src/config.ts';
import { makeDraft, periodAt } from '../../bff/src/features/bulletins/index.ts';
import { extendPartitions } from '../../bff/src/features/sensors/use-cases/keep-partitions.ts';
import { systemClock } from '../../bff/src/infra/clock.ts';
import { createDatabase, type Database, toJson } from '../../bff/src/infra/database.ts';
import { newUlid } from '../../bff/src/infra/ids.ts';
import { inTransaction } from '../../bff/src/infra/transaction.ts';
import { createDeps } from '../../bff/src/main.ts';
import { plantFleet } from './ingest-stage.ts';
import { type Server, startProduct } from './servers.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Clock ticks a second, as Linux tells the work of a process. */
const TICKS = 100;
const PROBE_MS = 20;
const LONGEST_MS = 40 * MINUTE;
/** All have readings of these hours, which the hourly round judges; so many have those of the week that models are learned from. */
const ALL_FOR_MS = 5 * HOUR;
const WHOLE_WEEKS = 200;
const ZONE = 'Asia/Shanghai';

/** Currents of a minute's pace, made where they are stored: off, standby and on in turns, each sensor at its own time. */
async function plantReadings(db: Database, from: number, minutes: number, last: number) {
  const turn = `floor(${String(from)} / ${String(HOUR)} + m.seq / 60 + s.no / 37) mod 3`;
  await db.raw(
    `insert into sensor_readings (sensor_no, at, amperes)
       select s.no, ? + m.seq * ?, elt(1 + ${turn}, 0.001, 0.31, 2.4) * (1 + (m.seq * 7 mod 13) / 200)
         from sensors s join seq_0_to_${String(minutes - 1)} m where s.no <= ?`,
    [from, MINUTE, last],
  );
}

async function plantDays(db: Database, from: Date, days: number): Promise<void> {
  await db.raw(
    `insert into run_days (instrument_id, day, on_seconds, standby_seconds, off_seconds, offline_seconds, ampere_hours)
       select b.instrument_id, date_add(?, interval d.seq day), (s.no mod 9) * 3600, 3600, 36000, 0, 1
         from sensor_bindings b join sensors s on s.id = b.sensor_id join seq_0_to_${String(days - 1)} d`,
    [from],
  );
}

interface Work {
  cpuSeconds: number;
  megabytes: number;
}

function workOf({ pid }: Server): Work {
  const fields = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
    .split(') ')[1]!
    .split(' ');
  const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'));
  return {
    cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS,
    megabytes: Math.round(Number(resident?.[1] ?? 0) / 1_024),
  };
}

const quantile = (sorted: readonly number[], part: number) =>
  Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1));

/** What a task costs the server, and how long others wait for the simplest answer meanwhile. */
async function measureTask(db: Database, server: Server, kind: string) {
  const id = newUlid();
  const task = { id, kind, natural_key: 'bench', due_at: new Date() };
  const before = workOf(server);
  const began = performance.now();
  await db('tasks').insert({ ...task, payload: toJson({ timeZone: ZONE }) });
  const waits: number[] = [];
  let most = before.megabytes;
  let lookedAt = 0;
  let isDone = false;
  while (!isDone) {
    await sleep(PROBE_MS);
    const asked = performance.now();
    await (await fetch(`${server.url}/healthz`)).arrayBuffer();
    waits.push(performance.now() - asked);
    if (performance.now() - lookedAt < 500) continue;
    lookedAt = performance.now();
    most = Math.max(most, workOf(server).megabytes);
    isDone = (await db('tasks').where({ id }).whereNotNull('done_at').first('id')) !== undefined;
    if (performance.now() - began > LONGEST_MS) throw new Error(`${kind} takes too long`);
  }
  waits.sort((a, b) => a - b);
  return {
    seconds: Number(((performance.now() - began) / 1_000).toFixed(1)),
    cpuSeconds: Number((workOf(server).cpuSeconds - before.cpuSeconds).toFixed(1)),
    megabytes: [before.megabytes, most],
    healthMs: {
      p50: quantile(waits, 0.5),
      p99: quantile(waits, 0.99),
      worst: quantile(waits, 1),
    },
  };
}

/** A bulletin of two months on all instruments, made as the server makes it: in its main thread. */
async function measureBulletin() {
  const deps = createDeps({ ...readConfig(), logLevel: 'error' });
  let longest = 0;
  let last = performance.now();
  const pulse = setInterval(() => {
    longest = Math.max(longest, performance.now() - last - PROBE_MS);
    last = performance.now();
  }, PROBE_MS);
  try {
    const began = performance.now();
    const cpu = process.cpuUsage();
    const wish = { actorId: null, period: periodAt(new Date()), regionCode: '330000' };
    const id = await inTransaction(deps, (trx) => makeDraft(deps, trx, wish));
    const { user, system } = process.cpuUsage(cpu);
    const items = await deps.db('bulletin_items').where({ bulletin_id: id });
    return {
      seconds: Number(((performance.now() - began) / 1_000).toFixed(2)),
      cpuSeconds: Number(((user + system) / 1e6).toFixed(2)),
      longestPauseMs: Math.round(longest),
      items: items.length,
    };
  } finally {
    clearInterval(pulse);
    deps.redis.disconnect();
    await deps.db.destroy();
  }
}

/** What the hourly and the nightly round and a bulletin cost at 10,000 instruments. */
export async function measureRounds() {
  const db = createDatabase(readConfig().databaseUrl, 2);
  const now = Math.floor(Date.now() / MINUTE) * MINUTE;
  try {
    const codes = await plantFleet(db, new Date(now - 8 * DAY));
    await extendPartitions({ db, clock: systemClock });
    await plantReadings(db, now - 7 * DAY, (7 * DAY - ALL_FOR_MS) / MINUTE, WHOLE_WEEKS);
    await plantReadings(db, now - ALL_FOR_MS, ALL_FOR_MS / MINUTE, codes.length);
    await plantDays(db, periodAt(new Date()).startsAt, 61);
    const bulletin = await measureBulletin();
    await db('run_days').delete();
    const server = await startProduct();
    try {
      const watched = async () => {
        const text = await (await fetch(`${server.url}/metrics`)).text();
        return Number(/^dayi_instruments_watched (\S+)$/m.exec(text)?.[1] ?? 0);
      };
      while ((await watched()) < codes.length) await sleep(500);
      // The server's own rounds, should their hour come, would be measured too.
      await db('tasks').update({ due_at: new Date(now + 30 * DAY) });
      await sleep(5_000);
      const nightly = await measureTask(db, server, 'monitoring.nightly');
      const learned = await db('instrument_models').where({ reason: 'nightly' });
      const hourly = await measureTask(db, server, 'monitoring.hourly');
      return {
        instruments: codes.length,
        hourly,
        nightly: { ...nightly, learned: learned.length },
        bulletin,
      };
    } finally {
      await server.stop();
    }
  } finally {
    await db.destroy();
  }
}
