import { setTimeout as sleep } from 'node:timers/promises';
import type { Deps } from '../../../deps.ts';
import { Problem } from '../../../problem.ts';
import type { Taken } from '../domain/receive.ts';
import { insertReadings } from '../readings-repository.ts';
import { extendPartitions } from './keep-partitions.ts';

/** Readings of one sensor that are durable now. */
export interface TakenBatch {
  sensorNo: number;
  instrumentId: string | null;
  unitId: string;
  readings: { at: number; amperes: number }[];
}

/** Hears every batch once, after its commit; must be quick and must not throw. */
export type TakenListener = (batch: readonly TakenBatch[]) => void;

interface Job {
  readings: readonly Taken[];
  /** Its own statement tells how many of its rows were new. */
  isCounted: boolean;
  done: (stored: number) => void;
  fail: (reason: unknown) => void;
}

const MOST_ROWS = 5_000;
/** While one batch is being flushed to disk the next is on its way. */
const MOST_IN_FLIGHT = 2;
/** Ten seconds of a province; who can ask again is asked to. */
const MOST_WAITING = 200_000;
const LONGEST_WAIT = 2_000;

function batchesOf(readings: readonly Taken[]): TakenBatch[] {
  const bySensor = new Map<number, TakenBatch>();
  for (const { sensor, at, amperes } of readings) {
    let batch = bySensor.get(sensor.no);
    if (batch === undefined) {
      const { no: sensorNo, instrumentId, unitId } = sensor;
      batch = { sensorNo, instrumentId, unitId, readings: [] };
      bySensor.set(sensorNo, batch);
    }
    batch.readings.push({ at, amperes });
  }
  return [...bySensor.values()];
}

/**
 * Stores readings for many callers at once: what waits goes out in one statement, which is one commit.
 * A caller hears of it after the commit, never before. While MySQL is away callers wait; a statement
 * whose answer was lost is sent again, and the primary key keeps each reading one.
 */
export class ReadingQueue {
  private waiting: Job[] = [];
  private rows = 0;
  private inFlight = 0;
  private isClosed = false;
  private coveredTo = 0;
  private listener: TakenListener = () => undefined;
  private idle: (() => void)[] = [];

  constructor(private readonly deps: Deps) {}

  /** Who hears of what was taken; the last one said. */
  tell(listener: TakenListener): void {
    this.listener = listener;
  }

  /** Whether so much waits that a caller who can ask again should. */
  get isFull(): boolean {
    return this.rows >= MOST_WAITING;
  }

  /**
   * Resolves when the readings are durable, with how many of them were new where that is counted.
   * @throws Problem `server.unavailable` where the process stops before that
   */
  async take(readings: readonly Taken[], isCounted = false): Promise<number> {
    if (readings.length === 0) return 0;
    if (this.isClosed) throw new Problem('server.unavailable', { retryAfterSeconds: 2 });
    return await new Promise((done, fail) => {
      if (this.waiting.length === 0) setImmediate(() => this.pump());
      this.waiting.push({ readings, isCounted, done, fail });
      this.rows += readings.length;
      this.deps.metrics.readingsWaiting.set(this.rows);
    });
  }

  private next(): Job[] {
    let rows = 0;
    let count = 0;
    for (const { readings, isCounted } of this.waiting) {
      const isAlone = isCounted || (count > 0 && rows + readings.length > MOST_ROWS);
      if (isAlone && count > 0) break;
      rows += readings.length;
      count += 1;
      if (isAlone) break;
    }
    return this.waiting.splice(0, count);
  }

  private pump(): void {
    while (this.inFlight < MOST_IN_FLIGHT && this.waiting.length > 0) {
      this.inFlight += 1;
      void this.store(this.next()).finally(() => {
        this.inFlight -= 1;
        this.pump();
        if (this.inFlight === 0) for (const tell of this.idle.splice(0)) tell();
      });
    }
  }

  private async store(jobs: readonly Job[]): Promise<void> {
    const readings = jobs.flatMap((job) => job.readings);
    const stored = await this.write(readings);
    this.rows -= readings.length;
    const { metrics, logger } = this.deps;
    metrics.readingsWaiting.set(this.rows);
    if (stored === undefined) {
      const problem = new Problem('server.unavailable', { retryAfterSeconds: 2 });
      for (const { fail } of jobs) fail(problem);
      return;
    }
    metrics.readingsStored.inc(stored);
    metrics.readingsDuplicate.inc(readings.length - stored);
    try {
      this.listener(batchesOf(readings));
    } catch (error) {
      logger.error({ err: error }, 'a listener to readings failed');
    }
    for (const { done } of jobs) done(stored);
  }

  /** @returns how many were new; undefined where the process stops before MySQL answers */
  private async write(readings: readonly Taken[]): Promise<number | undefined> {
    const rows = readings.map(({ sensor, at, amperes }) => ({ sensorNo: sensor.no, at, amperes }));
    // One order for all who write: two batches never wait for each other in a circle.
    rows.sort((a, b) => a.sensorNo - b.sensorNo || a.at - b.at);
    const last = rows.reduce((most, { at }) => Math.max(most, at), 0);
    for (let wait = 20; ; wait = Math.min(2 * wait, LONGEST_WAIT)) {
      const ends = this.deps.metrics.readingsInsert.startTimer();
      try {
        if (last >= this.coveredTo) this.coveredTo = await extendPartitions(this.deps);
        const stored = await insertReadings(this.deps.db, rows);
        ends();
        return stored;
      } catch (error) {
        const { code, errno } = error as { code?: string; errno?: number };
        if (wait >= LONGEST_WAIT) this.deps.logger.warn({ code, errno }, 'readings wait for MySQL');
        // Whatever it was, a partition that another has dropped is looked for again.
        this.coveredTo = 0;
        if (this.isClosed) return undefined;
        await sleep(wait * (0.5 + this.deps.random() / 2));
      }
    }
  }

  /** Takes no more, and waits for what is on its way. */
  async close(): Promise<void> {
    this.isClosed = true;
    if (this.inFlight > 0 || this.waiting.length > 0) {
      await new Promise<void>((resolve) => this.idle.push(resolve));
    }
  }
}
