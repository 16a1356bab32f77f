import type { Deps } from '../../../deps.ts';
import { type Subscriber, subscribe } from '../../../infra/redis.ts';
import { Pace } from '../domain/pace.ts';
import type { Gate, Received } from '../domain/receive.ts';
import { FleetKeeper } from './keep-fleet.ts';
import { HealthNotes } from './note-health.ts';
import { ReadingQueue, type TakenListener } from './take-readings.ts';

export interface Receipt {
  stored: number;
  duplicates: number;
  /** Older than the newest reading of their sensor when they came; duplicates among them. */
  late: number;
}

/** The one way in for readings, however they come: one in each process. */
export class Intake {
  readonly keeper: FleetKeeper;
  readonly queue: ReadingQueue;
  readonly notes: HealthNotes;
  readonly gate: Gate;

  constructor(private readonly deps: Deps) {
    this.keeper = new FleetKeeper(deps);
    this.queue = new ReadingQueue(deps);
    this.notes = new HealthNotes(deps);
    this.gate = { fleet: this.keeper.fleet, pace: new Pace() };
  }

  /** Judges what came; strangers are looked for before they are refused. */
  async judge(receive: (gate: Gate) => Received): Promise<Received> {
    const first = receive(this.gate);
    const strangers = first.rejects.filter(({ reason }) => reason === 'unknown_sensor');
    const [stranger] = strangers;
    if (stranger === undefined) return first;
    const found = await this.keeper.askFor(stranger.subject);
    if (found.size === 0) return first;
    if (first.taken.length === 0) return receive(this.gate);
    const where = new Set(strangers.map(({ index }) => index));
    // What was taken has been counted against its sensor's pace already.
    const second = receive({ fleet: this.gate.fleet, pace: { allows: () => true } });
    return {
      taken: [...first.taken, ...second.taken.filter(({ sensor }) => found.has(sensor.no))],
      rejects: [
        ...first.rejects.filter(({ index }) => !where.has(index)),
        ...second.rejects.filter(({ index }) => where.has(index)),
      ],
      presence: null,
    };
  }

  /** Resolves when all that was taken is durable. */
  async keep(received: Received, heardAt: number, isCounted = false): Promise<Receipt> {
    this.notes.note(received, heardAt);
    const stored = await this.queue.take(received.taken, isCounted);
    const late = this.countLate(received);
    if (late > 0) this.deps.metrics.readingsLate.inc(late);
    return { stored, duplicates: received.taken.length - stored, late };
  }

  private countLate({ taken }: Received): number {
    const { newest } = this.keeper;
    let late = 0;
    for (const { sensor, at } of taken) {
      const before = newest.get(sensor.no);
      if (before !== undefined && at < before) late += 1;
      else newest.set(sensor.no, at);
    }
    return late;
  }

  async close(): Promise<void> {
    this.keeper.close();
    await this.queue.close();
    await this.notes.close();
  }
}

const opened = new WeakMap<Deps, Intake>();

/** This process's way in for readings. */
export function intakeOf(deps: Deps): Intake {
  const intake = opened.get(deps) ?? new Intake(deps);
  opened.set(deps, intake);
  return intake;
}

/** Stores what waits and notes what was heard; nothing is taken after that. */
export async function closeIntake(deps: Deps): Promise<void> {
  await opened.get(deps)?.close();
}

/** Says who hears of readings once they are durable; called at once, in this process, and must not throw. */
export function listenToReadings(deps: Deps, listener: TakenListener): void {
  intakeOf(deps).queue.tell(listener);
}

const fleetChannel = ({ config }: Deps) => `${config.namespace}:fleet`;

/** Makes a change to the fleet known: here before it returns, elsewhere at once, or within five seconds without Redis. */
export async function tellFleet(deps: Deps): Promise<void> {
  deps.redis.publish(fleetChannel(deps), '').catch(() => undefined);
  await intakeOf(deps).keeper.renewAfresh();
}

/** Hears of changes to the fleet that other processes make. */
export function followFleet(deps: Deps): Subscriber {
  return subscribe(deps.config.redisUrl, fleetChannel(deps), () => {
    intakeOf(deps)
      .keeper.renewAfresh()
      .catch(() => undefined);
  });
}
