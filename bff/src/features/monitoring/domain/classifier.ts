import { type Belief, evidenceOf, statesOf, updated } from './belief.ts';
import { follow, noDrift, undrifted, type Drift } from './drift.ts';
import { nearestLevel } from './levels.ts';
import type { Model } from './model.ts';
import {
  isReading,
  type Reading,
  type RunState,
  silenceOf,
  USE_STATES,
  type UseState,
} from './readings.ts';
import { signalOf } from './signal.ts';

/** What an instrument is doing. */
export interface Verdict {
  state: RunState;
  /** The chance that it is so, 0 to 1. */
  confidence: number;
  /** Since when, ms since 1970 UTC. */
  since: number;
  /** Whether the reading just taken turned the state, or brought the instrument back. */
  changed: boolean;
}

/** What a classifier remembers: plain JSON, to go on from after a restart. */
export interface Snapshot {
  /** The last reading of the model that it was made with. */
  model: number;
  /** When the last reading was, ms since 1970 UTC; null before the first. */
  last: number | null;
  state: UseState | null;
  since: number;
  /** The chance of each state of the model, lowest first. */
  belief: Belief;
  drift: Drift;
  /** How long readings have kept to no level that was learned, ms. */
  strange: number;
  /** Since when they have, ms since 1970 UTC; missing where it was kept before that was noted. */
  strangeFrom?: number | null;
  /** Readings far from every level, one after another: since when, and how many near ones came last. */
  stray?: { from: number; near: number } | null;
  /** The stay in one state that drift will next be taken from. */
  stay: Stay | null;
}

interface Stay {
  state: UseState | null;
  from: number;
  last: number;
  sum: number;
  count: number;
  followed: number;
}

const SURE = 0.5;
/** It takes more to leave a state than to come into the first: a current between two would turn it at every reading. */
const SURE_TO_LEAVE = 0.7;
const STAY_MS = 600_000;
/** A stay further from every level of its state is at a new one. */
const NEAR_LEVEL = 0.35;
/** So many readings in a row near a level end a run of stray ones; fewer are noise in it. */
const NEAR_AGAIN = 3;

const fresh = (model: Model): Snapshot => ({
  model: model.to,
  last: null,
  state: null,
  since: 0,
  belief: [],
  drift: noDrift(),
  strange: 0,
  strangeFrom: null,
  stray: null,
  stay: null,
});

/**
 * Tells live what one instrument does. Takes its readings in order of time; late ones, repeated ones and those that
 * are none change nothing. A few microseconds a reading.
 */
export class Classifier {
  readonly #model: Model;
  readonly #states: UseState[];
  readonly #silence: number;
  readonly #now: Snapshot;
  #level = 0;
  #signal = 0;

  /** With the snapshot of an earlier model the state lives on, and drift is measured anew. */
  constructor(model: Model, snapshot?: Snapshot) {
    this.#model = model;
    this.#states = statesOf(model.borders);
    this.#silence = silenceOf(model.interval);
    if (snapshot?.model === model.to) this.#now = structuredClone(snapshot);
    else {
      const { last = null, state = null, since = 0 } = snapshot ?? {};
      const belief = this.#states.map((one) => (one === state ? 1 : 0));
      this.#now = { ...fresh(model), last, state, since, belief: belief.includes(1) ? belief : [] };
    }
  }

  take(reading: Reading): Verdict {
    const now = this.#now;
    const elapsed = reading.at - (now.last ?? -Infinity);
    if (!isReading(reading) || elapsed <= 0) return this.#verdict(false);
    const wasSilent = elapsed > this.#silence;
    const signal = this.signalOf(reading);
    now.last = reading.at;
    this.#signal = signal;
    now.belief = updated(
      now.belief,
      evidenceOf(this.#model.borders, signal),
      wasSilent ? Infinity : elapsed,
    );
    this.#level = nearestLevel(this.#model.levels, signal);
    let best = 0;
    now.belief.forEach((chance, at) => (best = chance > (now.belief[best] ?? 0) ? at : best));
    const state = this.#states[best] ?? null;
    const sure = now.state === null ? SURE : SURE_TO_LEAVE;
    const changed = wasSilent || (state !== now.state && (now.belief[best] ?? 0) > sure);
    if (changed) [now.state, now.since] = [state, reading.at];
    this.#noteStray(reading.at, wasSilent);
    this.#stayOn(reading);
    return this.#verdict(changed);
  }

  /** What is known at an instant (ms since 1970 UTC): offline where no reading came for long. */
  at(instant: number): Verdict {
    const { last } = this.#now;
    if (last === null || instant - last > this.#silence)
      return { state: 'offline', confidence: 1, since: this.#silentSince, changed: false };
    return this.#verdict(false);
  }

  /** A reading as the sensor would have read it when the model was learned. */
  signalOf({ amperes }: Reading): number {
    return signalOf(undrifted(this.#now.drift, amperes), this.#model.resolution);
  }

  get belief(): Belief {
    return this.#now.belief;
  }

  /** How far the sensor has drifted since the model was learned, and how long (ms) and since when it has kept to no level known then. */
  health(): { gain: number; offset: number; strange: number; strangeFrom: number | null } {
    const { drift, strange, strangeFrom = null } = this.#now;
    return { gain: drift.gain, offset: drift.offset, strange, strangeFrom };
  }

  /** What it remembers: this very thing, which the next reading changes. */
  get memory(): Readonly<Snapshot> {
    return this.#now;
  }

  snapshot(): Snapshot {
    return structuredClone(this.#now);
  }

  get #silentSince(): number {
    const { last } = this.#now;
    return last === null ? 0 : last + this.#silence;
  }

  /** Where a current that nobody knows began: stays tell that it is one, but begin in the middle of it. */
  #noteStray(at: number, wasSilent: boolean): void {
    const now = this.#now;
    const { mean = Infinity } = this.#model.levels[this.#level] ?? {};
    if (wasSilent) now.stray = null;
    if (Math.abs(mean - this.#signal) >= NEAR_LEVEL) {
      now.stray = { from: now.stray?.from ?? at, near: 0 };
    } else if (now.stray) {
      now.stray.near += 1;
      if (now.stray.near >= NEAR_AGAIN) now.stray = null;
    }
  }

  /** Ten minutes in one state tell how the sensor has come to read its level. */
  #stayOn({ at, amperes }: Reading): void {
    const now = this.#now;
    const { stay, state } = now;
    if (stay?.state !== state || at - stay.last > this.#silence) {
      const followed = stay?.followed ?? at;
      now.stay = { state, from: at, last: at, sum: amperes, count: 1, followed };
      return;
    }
    [stay.sum, stay.count, stay.last] = [stay.sum + amperes, stay.count + 1, at];
    if (at - stay.from < STAY_MS) return;
    const read = stay.sum / stay.count;
    const signal = signalOf(undrifted(now.drift, read), this.#model.resolution);
    const own = this.#model.levels.filter((level) => level.state === state);
    const level = own[nearestLevel(own, signal)];
    if (level && Math.abs(level.mean - signal) < NEAR_LEVEL) {
      const stray = level.wander * level.amperes + this.#model.resolution / 10;
      const elapsed = at - stay.followed;
      now.drift = follow(now.drift, { level: level.amperes, stray, read, elapsed });
      [stay.followed, now.strange, now.strangeFrom] = [at, 0, null];
    } else {
      now.strange += at - stay.from;
      now.strangeFrom ??= now.stray?.from ?? stay.from;
    }
    now.stay = { ...stay, from: at, sum: 0, count: 0 };
  }

  /** How near the last reading is to a state's levels, of those that it lies between: 0 to 1. */
  #nearnessTo(state: UseState): number {
    const { levels } = this.#model;
    const above = levels.find(({ mean }) => mean > this.#signal);
    const below = levels.findLast(({ mean }) => mean <= this.#signal);
    if (!above || !below) return 1;
    const part = (this.#signal - below.mean) / (above.mean - below.mean);
    return (below.state === state ? 1 - part : 0) + (above.state === state ? part : 0);
  }

  #verdict(changed: boolean): Verdict {
    const { state, since, belief } = this.#now;
    if (state === null)
      return { state: 'offline', confidence: 1, since: this.#silentSince, changed };
    // Sure of the level is one thing, sure of what the level means another.
    const level = this.#model.levels[this.#level];
    const meant = level?.state === state ? (level.chances[USE_STATES.indexOf(state)] ?? 1) : 1;
    const held = belief[this.#states.indexOf(state)] ?? 0;
    // However many readings agree on a level that was never learned, they are as sure as it is near to one that was.
    const isStrange = this.#now.strange > 0;
    const sure = isStrange ? Math.min(held, Math.max(SURE, this.#nearnessTo(state))) : held;
    return { state, confidence: sure * meant, since, changed };
  }
}
