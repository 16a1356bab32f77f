import type { Deps } from '../../../deps.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../infra/clock.ts';
import { leaveLease, LeaseLost, renewLease, takeLease } from '../../../infra/lease.ts';
import type { Subscriber } from '../../../infra/redis.ts';
import { type Heard, hearReadings, passOn } from '../cache.ts';
import { LateSpans } from '../domain/late-spans.ts';
import { Rounds } from '../domain/rounds.ts';
import type { Change } from '../domain/tracker.ts';
import type { Watched } from '../domain/watched.ts';
import { findMonitored } from '../fleet-repository.ts';
import { catchUp, findLaggards, tellSilence } from './catch-up.ts';
import { judgeAlarms } from './judge-alarms.ts';
import { tellLatest } from './latest-states.ts';
import { learnSince, loadWatched } from './load-watched.ts';
import { planLate } from './plan-judging.ts';
import { keepStates, type NewChange, stateOf, writeChanges } from './write-changes.ts';

const LEASE = 'monitoring.classify';
const LEASE_MS = 10 * SECOND;
const TICK_MS = SECOND;
const RENEW_MS = 3 * SECOND;
const LOOK_MS = 10 * SECOND;
/** What changed is written at once; this is how much is at most read again after a restart. */
const KEEP_MS = MINUTE;
const LAG_MS = 30 * SECOND;
/** Nobody classified for so long at most, of what is gone on from. */
const LOOK_BACK_MS = 7 * DAY;
const FLEET_MS = MINUTE;
const CHANGES_AT_ONCE = 100;
/** What comes later than this after its time is past the hourly judging. */
const LATE_MS = 80 * MINUTE;

type Round = 'renewed' | 'kept' | 'looked' | 'lag' | 'fleet';

/**
 * Tells live what every instrument does. Of all processes that start one, a single one at a time does, by a lease
 * whose epoch goes with every write; the others pass their readings on and stand by.
 */
export class RunWatch {
  private epoch: number | null = null;
  private watched = new Map<string, Watched>();
  private changes: NewChange[] = [];
  private writing: Promise<void> | undefined;
  private readonly rounds = new Rounds<Round>();
  private modelsSeen = new Date(0);
  private isStopping = false;
  private running: Promise<void> | undefined;
  private endWait: (() => void) | undefined;
  private readonly owner: string;
  private readonly deps: Deps;
  private subscriber: Subscriber | undefined;
  private readonly late = new LateSpans();

  constructor(deps: Deps) {
    this.deps = deps;
    this.owner = deps.newId();
  }

  start(): void {
    this.subscriber = hearReadings(this.deps.config, (batch) => {
      this.take(batch);
    });
    this.running = this.loop();
  }

  /** Ends without loss: what was taken is kept, and the lease is left to the next. */
  async stop(): Promise<void> {
    this.isStopping = true;
    this.endWait?.();
    await this.running;
    this.subscriber?.disconnect();
    if (this.epoch === null) return;
    try {
      await this.write();
      await this.keep();
      await leaveLease(this.deps, { name: LEASE, epoch: this.epoch });
    } catch (error) {
      this.deps.logger.warn({ err: error }, 'run states not kept at the end');
    }
    this.resign();
  }

  /** Readings that this process has committed. Never throws. */
  hear(batch: readonly { instrumentId: string | null; readings: Heard['readings'] }[]): void {
    const own = batch.flatMap(({ instrumentId, readings }) =>
      instrumentId === null ? [] : [{ instrumentId, readings }],
    );
    if (own.length === 0) return;
    if (this.epoch !== null) this.take(own);
    else passOn(this.deps, own).catch(() => undefined);
  }

  private take(batch: readonly Heard[]): void {
    if (this.epoch === null) return;
    const now = this.deps.clock.now().getTime();
    let classified = 0;
    for (const { instrumentId, readings } of batch) {
      const watched = this.watched.get(instrumentId);
      // Bound a moment ago: the next look at the fleet finds it, and what it read.
      if (watched === undefined) this.rounds.hasten('fleet');
      else {
        watched.take(readings, this.teller(watched));
        classified += readings.length;
      }
      for (const { at } of readings) if (now - at > LATE_MS) this.late.add(instrumentId, at);
    }
    if (classified > 0) this.deps.metrics.readingsClassified.inc(classified);
    if (this.changes.length > 0) void this.write().catch(() => undefined);
  }

  private readonly teller = (watched: Watched) => (change: Change) => {
    watched.unwritten += 1;
    this.changes.push({ ...stateOf(watched), now: change, change });
  };

  private async loop(): Promise<void> {
    while (!this.isStopping) {
      try {
        if (this.epoch === null) await this.lead();
        else await this.round();
      } catch (error) {
        if (error instanceof LeaseLost) this.resign();
        this.deps.logger.warn({ err: error }, 'watch of runs failed');
      }
      await this.wait(TICK_MS);
    }
  }

  private async wait(ms: number): Promise<void> {
    if (this.isStopping) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.endWait = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private async lead(): Promise<void> {
    const epoch = await takeLease(this.deps, { name: LEASE, owner: this.owner, forMs: LEASE_MS });
    if (epoch === null) return;
    this.epoch = epoch;
    try {
      await this.lookAtFleet();
    } catch (error) {
      this.resign();
      throw error;
    }
  }

  private resign(): void {
    this.epoch = null;
    this.watched = new Map();
    this.deps.metrics.instrumentsWatched.set(0);
    this.changes = [];
    this.modelsSeen = new Date(0);
    this.rounds.clear();
  }

  private isDue(round: Round, everyMs: number): boolean {
    return this.rounds.isDue(round, everyMs, this.deps.clock.now().getTime());
  }

  private async round(): Promise<void> {
    const lease = { name: LEASE, epoch: this.epoch ?? 0 };
    if (this.isDue('renewed', RENEW_MS) && !(await renewLease(this.deps, lease, LEASE_MS))) {
      throw new LeaseLost('another classifies now');
    }
    if (this.isDue('fleet', FLEET_MS)) await this.lookAtFleet();
    await tellSilence(this.deps, this.watched, this.teller);
    if (this.isDue('lag', LAG_MS)) {
      await catchUp(this.deps, await this.findLaggards(HOUR), this.teller);
    }
    await this.write();
    await tellLatest(this.deps, this.watched.values());
    if (this.isDue('kept', KEEP_MS)) await this.keep();
    if (!this.isDue('looked', LOOK_MS)) return;
    await this.lookForModels();
    await judgeAlarms(this.deps, lease, this.watched);
    await planLate(this.deps, this.late.drain());
  }

  private async findLaggards(backMs: number): Promise<Watched[]> {
    return await findLaggards(this.deps, this.watched, this.deps.clock.now().getTime() - backMs);
  }

  /** What was bound and unbound since. */
  private async lookAtFleet(): Promise<void> {
    if (this.modelsSeen.getTime() === 0) this.modelsSeen = this.deps.clock.now();
    const fleet = await findMonitored(this.deps.db);
    const ids = new Set(fleet.map(({ id }) => id));
    for (const [id, watched] of this.watched) {
      if (ids.has(id)) continue;
      const gone = watched.tracker.leave(this.deps.clock.now().getTime());
      if (gone !== null) this.teller(watched)(gone);
      this.watched.delete(id);
    }
    const fresh = await loadWatched(
      this.deps,
      fleet.filter(({ id }) => !this.watched.has(id)),
    );
    for (const one of fresh) this.watched.set(one.instrumentId, one);
    this.deps.metrics.instrumentsWatched.set(this.watched.size);
    if (fresh.length === 0) return;
    const behind = await this.findLaggards(LOOK_BACK_MS);
    await catchUp(this.deps, behind, this.teller);
  }

  private async lookForModels(): Promise<void> {
    const [since, now] = [this.modelsSeen, this.deps.clock.now()];
    // Clocks of several nodes differ, and what was made may have been committed a little later.
    await learnSince(this.deps, this.watched, new Date(since.getTime() - MINUTE));
    this.modelsSeen = now;
  }

  /** Writes what changed, in turn; what cannot be written now is written later. */
  private async write(): Promise<void> {
    this.writing ??= this.writeAll().finally(() => {
      this.writing = undefined;
    });
    await this.writing;
  }

  private async writeAll(): Promise<void> {
    const { changes } = this;
    while (changes.length > 0 && this.epoch !== null) {
      const some = changes.slice(0, CHANGES_AT_ONCE);
      await writeChanges(this.deps, { name: LEASE, epoch: this.epoch }, some);
      changes.splice(0, some.length);
      for (const { instrumentId } of some) {
        const watched = this.watched.get(instrumentId);
        if (watched !== undefined) watched.unwritten -= 1;
      }
    }
  }

  private async keep(): Promise<void> {
    const dirty = [...this.watched.values()].filter((one) => one.isDirty && one.unwritten === 0);
    for (const one of dirty) one.isDirty = false;
    const lease = { name: LEASE, epoch: this.epoch ?? 0 };
    try {
      if (dirty.length > 0) await keepStates(this.deps, lease, dirty.map(stateOf));
    } catch (error) {
      for (const one of dirty) one.isDirty = true;
      throw error;
    }
  }
}
