import type { Model } from './model.ts';
import type { Reading } from './readings.ts';
import { type Change, type Kept, Tracker } from './tracker.ts';

/** Readings that came while others before them were still being read. */
const MOST_WAITING = 20_000;

/**
 * One instrument as the process that classifies sees it. While readings that were missed are read from where they
 * are kept, fresh ones wait: out of order they would be lost to the filter.
 */
export class Watched {
  readonly instrumentId: string;
  readonly unitId: string;
  /** Took readings since it was last kept, and since it was last told. */
  isDirty = false;
  isUntold = false;
  /** Changes of it that are not written yet. */
  unwritten = 0;
  #tracker: Tracker;
  #waiting: Reading[] | null = null;

  readonly #begin: number;

  constructor(
    of: { id: string; unitId: string; boundAt: Date },
    learned: { model: Model; version: number },
    kept?: Kept,
  ) {
    this.instrumentId = of.id;
    this.unitId = of.unitId;
    this.#begin = of.boundAt.getTime();
    this.#tracker = new Tracker(learned.model, learned.version, { begin: this.#begin, kept });
  }

  get tracker(): Tracker {
    return this.#tracker;
  }

  /** Reads by another model from now on; what it does lives on. */
  learn(learned: { model: Model; version: number }): void {
    if (learned.version <= this.#tracker.version) return;
    const { kept } = this.#tracker;
    this.#tracker = new Tracker(learned.model, learned.version, { begin: this.#begin, kept });
    this.isDirty = true;
  }

  take(readings: readonly Reading[], tell: (change: Change) => void): void {
    if (this.#waiting !== null) {
      if (this.#waiting.length < MOST_WAITING) this.#waiting.push(...readings);
      return;
    }
    if (readings.length > 0) this.isDirty = this.isUntold = true;
    for (const reading of readings) for (const change of this.#tracker.take(reading)) tell(change);
  }

  /** Takes what `read` finds after the last reading, then what came meanwhile. */
  async catchUp(
    read: (after: number | null) => Promise<readonly Reading[]>,
    tell: (change: Change) => void,
  ): Promise<void> {
    if (this.#waiting !== null) return;
    this.#waiting = [];
    let missed: readonly Reading[] = [];
    try {
      missed = await read(this.#tracker.last);
    } finally {
      const fresh = this.#waiting;
      this.#waiting = null;
      this.take([...missed, ...fresh], tell);
    }
  }
}
