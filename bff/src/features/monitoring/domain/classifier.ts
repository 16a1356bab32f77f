import { oddsAbove, statesOf } from './borders.ts';
import { follow, noDrift, undrifted, type Drift } from './drift.ts';
import { nearestLevel } from './levels.ts';
import type { Model } from './model.ts';
import { isReading, silenceOf, USE_STATES, type Reading, type RunState, type UseState } from './readings.ts';
import { signalOf } from './signal.ts';

/** What an instrument is doing. */
export interface Said {
  state: RunState;
  /** The chance that it is so, 0 to 1. */
  confidence: number;
  /** Since when, ms since 1970 UTC. */
  since: number;
  /** Whether it is news. */
  changed: boolean;
}

/** What a classifier remembers: plain JSON, to go on after a restart. */
export interface Snapshot {
  last: number;
  state: UseState | null;
  since: number;
  /** The chance of each state of the model, lowest first. */
  chances: number[];
  drift: Drift;
  /** The stay at one level that the drift will next be taken from. */
  stay: {
    state: UseState | null;
    from: number;
    last: number;
    sum: number;
    count: number;
    followed: number;
  } | null;
}

/** How long a state usually lasts, ms: it takes evidence to leave it. */
const USUAL_STAY_MS = 7_200_000;
/** No reading alone may turn a state, in nats; two may. */
const MOST_A_READING = 4;
const SURE = 0.5;
const STAY_MS = 600_000;
const NEAR_LEVEL = 0.35;

const start: Snapshot = {
  last: -Infinity,
  state: null,
  since: 0,
  chances: [],
  drift: noDrift(),
  stay: null,
};

export class Classifier {
  readonly #model: Model;
  readonly #states: UseState[];
  readonly #silence: number;
  #now: Snapshot;
  #level = 0;

  constructor(model: Model, snapshot: Snapshot = start) {
    this.#model = model;
    this.#states = statesOf(model.borders);
    this.#silence = silenceOf(model.interval);
    this.#now = { ...snapshot, chances: [...snapshot.chances] };
  }

  take(reading: Reading): Said {
    const now = this.#now;
    if (!isReading(reading) || reading.at <= now.last) return this.#say(false);
    const elapsed = reading.at - now.last;
    const signal = signalOf(undrifted(now.drift, reading.amperes), this.#model.resolution);
    const wasSilent = elapsed > this.#silence;
    now.last = reading.at;
    this.#level = nearestLevel(this.#model.levels, signal);
    this.#weigh(signal, wasSilent ? Infinity : elapsed);
    let best = 0;
    now.chances.forEach((chance, at) => (best = chance > (now.chances[best] ?? 0) ? at : best));
    const state = this.#states[best] ?? null;
    const changed = wasSilent || (state !== now.state && (now.chances[best] ?? 0) > SURE);
    if (changed) [now.state, now.since] = [state, reading.at];
    this.#stayAt(reading);
    return this.#say(changed);
  }

  /** What is known at an instant: offline where no reading came for long. */
  at(instant: number): Said {
    const { last } = this.#now;
    if (instant - last > this.#silence)
      return { state: 'offline', confidence: 1, since: last + this.#silence, changed: false };
    return this.#say(false);
  }

  snapshot(): Snapshot {
    return structuredClone(this.#now);
  }

  /** Bayes: the states' chances after a reading `elapsed` ms after the last. */
  #weigh(signal: number, elapsed: number): void {
    const count = this.#states.length;
    const leave = 1 - Math.exp(-elapsed / USUAL_STAY_MS);
    const before = this.#now.chances;
    const next: number[] = [];
    let [odds, most] = [0, 0];
    for (let at = 0; at < count; at += 1) {
      const border = this.#model.borders[at - 1];
      if (border) {
        odds += oddsAbove(border, signal);
      }
      if (odds > most) most = odds;
      next.push(odds);
    }
    let total = 0;
    for (let at = 0; at < count; at += 1) {
      const stayed = (1 - leave) * (before[at] ?? 1 / count) + leave / count;
      next[at] = stayed * Math.exp(Math.max(-MOST_A_READING, (next[at] ?? 0) - most));
      total += next[at] ?? 0;
    }
    this.#now.chances = next.map((chance) => chance / total);
  }

  /** Ten minutes in one state tell how the sensor has come to read its level. */
  #stayAt({ at, amperes }: Reading): void {
    const now = this.#now;
    if (now.stay?.state !== now.state || at - now.stay.last > this.#silence) {
      const followed = now.stay?.followed ?? at;
      now.stay = { state: now.state, from: at, last: at, sum: amperes, count: 1, followed };
      return;
    }
    const { stay } = now;
    [stay.sum, stay.count, stay.last] = [stay.sum + amperes, stay.count + 1, at];
    if (at - stay.from < STAY_MS) return;
    const read = stay.sum / stay.count;
    const signal = signalOf(undrifted(now.drift, read), this.#model.resolution);
    const own = this.#model.levels.filter(({ state }) => state === now.state);
    const level = own[nearestLevel(own, signal)];
    if (level && Math.abs(level.mean - signal) < NEAR_LEVEL) {
      const stray = level.wander * level.amperes + this.#model.resolution / 10;
      const elapsed = at - stay.followed;
      now.drift = follow(now.drift, { level: level.amperes, stray, read, elapsed });
      stay.followed = at;
    }
    now.stay = { ...stay, from: at, sum: 0, count: 0 };
  }

  #say(changed: boolean): Said {
    const { state, since, chances, last } = this.#now;
    if (state === null) return { state: 'offline', confidence: 1, since: last, changed };
    const place = this.#states.indexOf(state);
    const level = this.#model.levels[this.#level];
    const isMeant = level?.state === state ? (level.chances[USE_STATES.indexOf(state)] ?? 1) : 1;
    return { state, confidence: (chances[place] ?? 0) * isMeant, since, changed };
  }
}
