import type { RunState } from './readings.ts';

/** What an instrument did on one day of its unit's zone. */
export interface RunDay {
  /** `2026-11-24` */
  day: string;
  seconds: Record<RunState, number>;
  ampereHours: number;
}

interface Stretch {
  state: RunState;
  from: number;
  to: number;
  ampereHours: number;
}

/** One calendar day: `[startMs, endMs)`. */
interface Day {
  date: string;
  startMs: number;
  endMs: number;
}

const none = (): Record<RunState, number> => ({ off: 0, standby: 0, on: 0, offline: 0 });

/** Sums stretches over a day, split at its midnights; the charge goes with the time. */
export function runDayOf({ date, startMs, endMs }: Day, stretches: readonly Stretch[]): RunDay {
  const ms = none();
  let ampereHours = 0;
  for (const stretch of stretches) {
    const inside = Math.min(endMs, stretch.to) - Math.max(startMs, stretch.from);
    if (inside <= 0) continue;
    ms[stretch.state] += inside;
    ampereHours += (stretch.ampereHours * inside) / (stretch.to - stretch.from);
  }
  const seconds = none();
  for (const state of Object.keys(ms) as RunState[]) seconds[state] = Math.round(ms[state] / 1000);
  return { day: date, seconds, ampereHours };
}

/** Seconds in each state between two instants, ms since 1970 UTC. */
export function secondsIn(
  stretches: readonly Stretch[],
  from: number,
  to: number,
): Record<RunState, number> {
  return runDayOf({ date: '', startMs: from, endMs: to }, stretches).seconds;
}
