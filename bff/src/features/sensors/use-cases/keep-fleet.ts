import type { Deps } from '../../../deps.ts';
import { later, SECOND } from '../../../infra/clock.ts';
import { Fleet } from '../domain/fleet.ts';
import { findGatewaysChanged, findSensorsChanged } from '../fleet-repository.ts';

const RENEW_AFTER = 5 * SECOND;
/** Changes are dated before they commit, and by another machine's clock. */
const LOOK_BACK = 60 * SECOND;

/** The fleet in memory, renewed by what has changed; a change elsewhere is known within five seconds. */
export class FleetKeeper {
  readonly fleet = new Fleet();
  /** Per sensor the time of its newest reading, ms. */
  readonly newest = new Map<number, number>();
  private changedAt = new Date(0);
  private renewing: Promise<void> | undefined;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly deps: Deps) {
    this.timer = setInterval(() => {
      this.renew().catch(() => undefined);
    }, RENEW_AFTER);
    this.timer.unref();
  }

  /** Reads what has changed; callers of one moment share one look. */
  async renew(): Promise<void> {
    this.renewing ??= this.look().finally(() => (this.renewing = undefined));
    await this.renewing;
  }

  private async look(): Promise<void> {
    const since = later(this.changedAt, -LOOK_BACK);
    const [gateways, sensors] = await Promise.all([
      findGatewaysChanged(this.deps.db, since),
      findSensorsChanged(this.deps.db, since),
    ]);
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
  }

  close(): void {
    clearInterval(this.timer);
  }
}
