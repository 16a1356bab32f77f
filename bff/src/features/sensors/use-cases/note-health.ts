import type { Deps } from '../../../deps.ts';
import { SECOND } from '../../../infra/clock.ts';
import type { Sensor } from '../domain/fleet.ts';
import type { Received, Reject } from '../domain/receive.ts';
import { addRejects, noteGatewaysSeen, noteSeen, type SeenRow } from '../health-repository.ts';

const FLUSH_AFTER = 5 * SECOND;
/** A list of the fleet that is half a minute old is fresh enough; a write for every reading would not be. */
const WRITE_AFTER = 30 * SECOND;
/** Whoever floods the house with made-up topics is counted, under one name at last. */
const MOST_SUBJECTS = 2_000;
const REST = 'topic *';

interface Seen extends SeenRow {
  writtenAt: number;
  isDirty: boolean;
}

/** Gathers what is heard of each sensor and what was refused, and writes it every few seconds. */
export class HealthNotes {
  private readonly seen = new Map<number, Seen>();
  private readonly gateways = new Set<string>();
  private rejects = new Map<string, number>();
  private readonly timer: NodeJS.Timeout;
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly deps: Deps) {
    this.timer = setInterval(() => void this.flush(), FLUSH_AFTER);
    this.timer.unref();
  }

  note({ taken, rejects, presence }: Received, heardAt: number): void {
    for (const { sensor, at, firmware, battery } of taken) {
      const one = this.seenOf(sensor, heardAt);
      if (one.readingAt === null || at >= one.readingAt.getTime()) {
        one.readingAt = new Date(at);
        one.skewMs = at - heardAt;
      }
      if (firmware !== undefined) one.firmware = firmware;
      if (battery !== undefined) one.battery = battery;
    }
    if (presence !== null) {
      const one = this.seenOf(presence.sensor, heardAt);
      if (one.isOnline !== presence.isOnline) one.writtenAt = 0;
      one.isOnline = presence.isOnline;
    }
    for (const reject of rejects) this.refuse(reject, heardAt);
  }

  noteGateway(id: string): void {
    this.gateways.add(id);
  }

  private seenOf(sensor: Sensor, heardAt: number): Seen {
    let one = this.seen.get(sensor.no);
    if (one === undefined) {
      const nothing = {
        readingAt: null,
        skewMs: null,
        firmware: null,
        battery: null,
        isOnline: null,
      };
      one = {
        sensorNo: sensor.no,
        seenAt: new Date(heardAt),
        ...nothing,
        writtenAt: 0,
        isDirty: true,
      };
      this.seen.set(sensor.no, one);
    }
    one.seenAt = new Date(heardAt);
    one.isDirty = true;
    return one;
  }

  private refuse({ subject, reason }: Reject, heardAt: number): void {
    this.deps.metrics.readingsRejected.inc({ reason });
    const day = new Date(heardAt).toISOString().slice(0, 10);
    const keyOf = (whose: string) => JSON.stringify([whose, day, reason]);
    const isKnown = this.rejects.has(keyOf(subject)) || this.rejects.size < MOST_SUBJECTS;
    const key = keyOf(isKnown ? subject : REST);
    this.rejects.set(key, (this.rejects.get(key) ?? 0) + 1);
  }

  /** Writes what is due; what cannot be written now waits for the next time. */
  async flush(everything = false): Promise<void> {
    this.writing = this.writing.then(() => this.write(everything));
    await this.writing;
  }

  private async write(everything: boolean): Promise<void> {
    const now = performance.now();
    const due = [...this.seen.values()].filter(
      (one) =>
        one.isDirty && (everything || one.writtenAt === 0 || now - one.writtenAt > WRITE_AFTER),
    );
    const refused = this.rejects;
    this.rejects = new Map();
    try {
      await addRejects(
        this.deps.db,
        [...refused].map(([key, count]) => {
          const [subject, day, reason] = JSON.parse(key) as [string, string, string];
          return { subject, day, reason, count };
        }),
      );
    } catch {
      for (const [key, count] of refused)
        this.rejects.set(key, (this.rejects.get(key) ?? 0) + count);
    }
    for (const one of due) [one.isDirty, one.writtenAt] = [false, now];
    const gateways = [...this.gateways];
    this.gateways.clear();
    try {
      await noteSeen(this.deps.db, due);
      if (gateways.length > 0)
        await noteGatewaysSeen(this.deps.db, gateways, this.deps.clock.now());
    } catch {
      for (const one of due) one.isDirty = true;
      for (const id of gateways) this.gateways.add(id);
    }
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.flush(true);
  }
}
