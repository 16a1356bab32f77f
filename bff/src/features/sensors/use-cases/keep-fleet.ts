import { setTimeout as sleep } from 'node:timers/promises';
import type { Deps } from '../../../deps.ts';
import { later, SECOND } from '../../../infra/clock.ts';
import { Fleet } from '../domain/fleet.ts';
import { findGatewaysChanged, findSensorsChanged, findUnitCodes } from '../fleet-repository.ts';

const RENEW_AFTER = 5 * SECOND;
/** Those who ask for strangers at the same time share a look, and nobody is asked for again within a second. */
const GATHER_MS = 50;
const ASK_AGAIN_MS = 1 * SECOND;
/** Changes are dated before they commit, and by another machine's clock. */
const LOOK_BACK = 60 * SECOND;

/** The fleet in memory, renewed by what has changed; a change elsewhere is known within five seconds. */
export class FleetKeeper {
  readonly fleet = new Fleet();
  /** Per sensor the time of its newest reading, ms. */
  readonly newest = new Map<number, number>();
  /** The codes of all units, also of those whose first sensor is yet to come. */
  units: string[] = [];
  private listeners: (() => void)[] = [];
  private changedAt = new Date(0);
  private renewing: Promise<void> | undefined;
  private asking: Promise<ReadonlySet<number>> | undefined;
  private asked = new Map<string, number>();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly deps: Deps) {
    this.timer = setInterval(() => {
      this.renew().catch(() => undefined);
    }, RENEW_AFTER);
    this.timer.unref();
  }

  /** Who hears that the fleet has been read anew. */
  whenRenewed(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Reads what has changed up to now: a look that is under way may have been too early. */
  async renewAfresh(): Promise<void> {
    await this.renewing?.catch(() => undefined);
    await this.renew();
  }

  /** Reads what has changed; callers of one moment share one look. */
  async renew(): Promise<void> {
    this.renewing ??= this.look().finally(() => (this.renewing = undefined));
    await this.renewing;
  }

  /**
   * Looks for what is not known: it may have been registered a moment ago, perhaps elsewhere.
   * @param subject under which a stranger is remembered, so that a flood of them asks no more than once a second
   * @returns the numbers of sensors that are known since this look
   */
  async askFor(subject: string): Promise<ReadonlySet<number>> {
    const now = performance.now();
    const isRecent = now - (this.asked.get(subject) ?? -Infinity) < ASK_AGAIN_MS;
    if (isRecent && this.asking === undefined) return new Set();
    this.asked.set(subject, now);
    this.asking ??= this.ask().finally(() => (this.asking = undefined));
    return await this.asking;
  }

  private numbers(): Set<number> {
    return new Set(this.fleet.all().map(({ no }) => no));
  }

  private async ask(): Promise<ReadonlySet<number>> {
    const before = this.numbers();
    await sleep(GATHER_MS);
    await this.renewAfresh().catch(() => undefined);
    const now = performance.now();
    for (const [subject, at] of this.asked) {
      if (now - at > ASK_AGAIN_MS) this.asked.delete(subject);
    }
    return new Set([...this.numbers()].filter((no) => !before.has(no)));
  }

  private async look(): Promise<void> {
    const since = later(this.changedAt, -LOOK_BACK);
    const [gateways, sensors, units] = await Promise.all([
      findGatewaysChanged(this.deps.db, since),
      findSensorsChanged(this.deps.db, since),
      findUnitCodes(this.deps.db),
    ]);
    this.units = units;
    for (const { gateway } of gateways) this.fleet.putGateway(gateway);
    for (const { sensor, lastReadingAt } of sensors) {
      this.fleet.putSensor(sensor);
      if (lastReadingAt !== null && !this.newest.has(sensor.no)) {
        this.newest.set(sensor.no, lastReadingAt);
      }
    }
    for (const { changedAt } of [...gateways, ...sensors]) {
      if (changedAt > this.changedAt) this.changedAt = changedAt;
    }
    for (const listener of this.listeners) listener();
  }

  close(): void {
    clearInterval(this.timer);
  }
}
