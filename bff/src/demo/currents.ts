import { HOUR, MINUTE, SECOND } from '../infra/clock.ts';

/** What an instrument of the demo draws, amperes. */
export interface Machine {
  seed: number;
  off: number;
  standby: number;
  on: number;
  /** Heating, pumping or firing while it works: how much more, for how long, how often. */
  pulse: { more: number; forMs: number; everyMs: number };
  /** Switched on once and for all. */
  isAlwaysOn: boolean;
}

/** From when to when, ms. */
export interface Use {
  from: number;
  to: number;
}

/** A time in which an instrument does not do what its bookings say: a current of its own, or silence. */
export interface Spell extends Use {
  amperes: number | null;
}

const WARM_UP_MS = 35 * MINUTE;
const COOL_DOWN_MS = 80 * MINUTE;
const BREAK_MS = 150 * MINUTE;
const STEP_MS = 10 * SECOND;

/** A number in [0, 1) that is the same for the same two whenever it is asked for. */
export function chanceOf(seed: number, at: number): number {
  let mixed = (seed ^ Math.imul(at >>> 0, 0x9e3779b1) ^ Math.floor(at / 4_294_967_296)) >>> 0;
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}

/** People begin a little early or late, and rarely end when they said. */
function actualOf(machine: Machine, { from, to }: Use): Use {
  const early = Math.round((chanceOf(machine.seed, from) - 0.35) * 12) * MINUTE;
  const late = Math.round((chanceOf(machine.seed, to) - 0.5) * 20) * MINUTE;
  return { from: from - early, to: to + late };
}

function levelAt(machine: Machine, uses: readonly Use[], at: number): 'off' | 'standby' | 'on' {
  if (machine.isAlwaysOn) return 'on';
  let before = -Infinity;
  let after = Infinity;
  for (const use of uses) {
    const { from, to } = actualOf(machine, use);
    if (from <= at && at < to) return 'on';
    if (to <= at) before = Math.max(before, to);
    if (from > at) after = Math.min(after, from);
  }
  const isBreak = after - before < BREAK_MS;
  const isNear = at - before < COOL_DOWN_MS || after - at < WARM_UP_MS;
  return isBreak || isNear ? 'standby' : 'off';
}

const SAMPLE_MS = 5 * MINUTE;

/** Seconds of a day by level, as far as `isRead` says; the rest is offline. */
export function secondsOfDay(
  machine: Machine,
  uses: readonly Use[],
  { from, to }: Use,
  isRead: (at: number) => boolean,
): Record<'off' | 'standby' | 'on' | 'offline', number> {
  const seconds = { off: 0, standby: 0, on: 0, offline: 0 };
  const near = uses.filter((use) => use.to > from - 6 * HOUR && use.from < to + 6 * HOUR);
  for (let at = from; at < to; at += SAMPLE_MS) {
    seconds[isRead(at) ? levelAt(machine, near, at) : 'offline'] += SAMPLE_MS / SECOND;
  }
  return seconds;
}

/** An hour in which an instrument stayed in a state, the last one within a span; null where it never did. */
export function stayIn(
  machine: Machine,
  uses: readonly Use[],
  state: 'off' | 'standby' | 'on',
  { from, to }: Use,
): Use | null {
  for (let end = to; end - HOUR >= from; end -= 10 * MINUTE) {
    const isStay = [0, 15, 30, 45, 60].every(
      (minutes) => levelAt(machine, uses, end - minutes * MINUTE) === state,
    );
    if (isStay) return { from: end - HOUR, to: end };
  }
  return null;
}

/** What a clamp reads of an instrument at an instant; null where its sensor is silent. `uses` are those about then. */
export function amperesAt(
  machine: Machine,
  uses: readonly Use[],
  spells: readonly Spell[],
  at: number,
): number | null {
  const spell = spells.find(({ from, to }) => from <= at && at < to);
  if (spell?.amperes === null) return null;
  const level = levelAt(machine, uses, at);
  let amperes = spell?.amperes ?? machine[level];
  const { more, forMs, everyMs } = machine.pulse;
  if (level === 'on' && spell === undefined && at % everyMs < forMs) amperes *= 1 + more;
  const stray = chanceOf(machine.seed, Math.floor(at / STEP_MS)) - 0.5;
  return Math.max(0, Math.round((amperes * (1 + 0.06 * stray) + 0.012 * stray) * 1000) / 1000);
}

/** What a crew does on an instrument of its own that hardly anybody books: some mornings of working days, in the past. */
export function ownUses(machine: Machine, days: readonly number[]): Use[] {
  return days.flatMap((midnight) => {
    if (chanceOf(machine.seed + 9, midnight) < 0.45) return [];
    const from = midnight + Math.round(9 + 5 * chanceOf(machine.seed + 10, midnight)) * HOUR;
    const hours = 1 + Math.round(3 * chanceOf(machine.seed + 11, midnight));
    return [{ from, to: from + hours * HOUR }];
  });
}

/** An instrument's currents by its number in the demo: some small, some large, a few that are never switched off. */
export function machineOf(seed: number): Machine {
  const part = (at: number) => chanceOf(seed, at);
  const on = Math.round((0.6 + 7.4 * part(1) ** 1.6) * 100) / 100;
  return {
    seed,
    off: Math.round((part(2) < 0.4 ? 0 : 0.03 + 0.06 * part(3)) * 1000) / 1000,
    standby: Math.round(on * (0.22 + 0.2 * part(4)) * 100) / 100,
    on,
    pulse: {
      more: 0.15 + 0.5 * part(5),
      forMs: Math.round(1 + 4 * part(6)) * MINUTE,
      everyMs: Math.round(12 + 40 * part(7)) * MINUTE,
    },
    isAlwaysOn: part(8) < 0.08,
  };
}
