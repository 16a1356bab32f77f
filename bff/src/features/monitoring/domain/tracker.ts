import { Classifier, type Snapshot } from './classifier.ts';
import type { Model } from './model.ts';
import { isReading, type Reading, type RunState, silenceOf } from './readings.ts';

/** An instrument has come to do something else. */
export interface Change {
  state: RunState;
  confidence: number;
  /** ms since 1970 UTC. */
  since: number;
  amperes: number | null;
}

/** What is told of an instrument, and what its classifier remembers. */
export interface Kept {
  state: RunState;
  since: number;
  amperes: number | null;
  snapshot: Snapshot;
}

const SURE = 0.7;

/** Whether a state may be said plainly, or only as suspected. */
export const isSure = (confidence: number): boolean => confidence >= SURE;

/** How long readings have kept to no learned level until somebody should say what it is. */
const STRANGE_MS = 1_200_000;
/** A sensor that reads so much more or less than when its instrument was learned should be looked at. */
const GAIN = 0.2;
/** The furthest that drift is followed is 0.02 A. */
const OFFSET_A = 0.015;

/**
 * Follows one instrument: its readings go in, in order of time, and what others have to hear of comes out. That it
 * went silent comes out too, by the clock or with the first reading after the silence.
 */
export class Tracker {
  readonly version: number;
  readonly #silence: number;
  readonly #classifier: Classifier;
  #state: RunState;
  #since: number;
  #amperes: number | null;
  #last: number | null;

  /** @param begin since when it has a sensor, ms since 1970 UTC: offline since then until it is read */
  constructor(
    model: Model,
    version: number,
    { begin, kept }: { begin: number; kept?: Kept | undefined },
  ) {
    this.version = version;
    this.#silence = silenceOf(model.interval);
    this.#classifier = new Classifier(model, kept?.snapshot);
    this.#last = kept?.snapshot.last ?? null;
    this.#state = kept?.state ?? 'offline';
    this.#since = kept?.since ?? begin;
    this.#amperes = kept?.amperes ?? null;
  }

  /** When the last reading was that counts, ms since 1970 UTC. */
  get last(): number | null {
    return this.#last;
  }

  /** Whether it is told to be offline. */
  get isOffline(): boolean {
    return this.#state === 'offline';
  }

  /** @returns what changed, oldest first; nothing for what comes late, again or is no reading */
  take(reading: Reading): Change[] {
    if (!isReading(reading) || reading.at <= (this.#last ?? -Infinity)) return [];
    const gone = this.at(reading.at);
    const verdict = this.#classifier.take(reading);
    this.#last = reading.at;
    this.#amperes = reading.amperes;
    const changes = gone === null ? [] : [gone];
    if (verdict.state !== this.#state) changes.push(this.#tell(verdict));
    return changes;
  }

  /** Whether it has gone silent by an instant, and nobody was told. */
  isSilentAt(instant: number): boolean {
    return this.#last !== null && !this.isOffline && instant - this.#last > this.#silence;
  }

  /** That it has gone silent by an instant, where it has and nobody was told. */
  at(instant: number): Change | null {
    if (!this.isSilentAt(instant)) return null;
    return this.#tell({
      state: 'offline',
      confidence: 1,
      since: (this.#last ?? 0) + this.#silence,
    });
  }

  /** That its sensor was taken off. */
  leave(instant: number): Change | null {
    return this.isOffline ? null : this.#tell({ state: 'offline', confidence: 1, since: instant });
  }

  /** What of its currents should make somebody look. */
  get odd(): { unknownSince: number | null; drift: boolean } {
    const { gain, offset, strange, strangeFrom } = this.#classifier.health();
    const hasDrifted = Math.abs(gain - 1) > GAIN || Math.abs(offset) > OFFSET_A;
    const unknownSince =
      strange >= STRANGE_MS ? (strangeFrom ?? (this.#last ?? 0) - strange) : null;
    return { unknownSince, drift: hasDrifted };
  }

  get now(): Change {
    const { confidence } = this.#classifier.at(this.#last ?? 0);
    const isKnown = this.#state !== 'offline';
    return {
      state: this.#state,
      confidence: isKnown ? confidence : 1,
      since: this.#since,
      amperes: this.#amperes,
    };
  }

  /** What the classifier remembers right now, as JSON. */
  get memory(): string {
    return JSON.stringify(this.#classifier.memory);
  }

  get kept(): Kept {
    return {
      state: this.#state,
      since: this.#since,
      amperes: this.#amperes,
      snapshot: this.#classifier.snapshot(),
    };
  }

  #tell({ state, confidence, since }: Omit<Change, 'amperes'>): Change {
    [this.#state, this.#since] = [state, since];
    return { state, confidence, since, amperes: state === 'offline' ? null : this.#amperes };
  }
}
