import type { RunState } from './readings.ts';

interface Stretch {
  state: RunState;
  from: number;
  to: number;
}

/** Where two tellings of the same time differ: how often, and how long altogether. */
export function differences(
  before: readonly Stretch[],
  after: readonly Stretch[],
): { stretches: number; seconds: number } {
  let [stretches, ms, end] = [0, 0, -Infinity];
  let at = 0;
  for (const one of after) {
    while (at < before.length && (before[at]?.to ?? 0) <= one.from) at += 1;
    for (let other = at; other < before.length; other += 1) {
      const was = before[other];
      if (was === undefined || was.from >= one.to) break;
      const from = Math.max(was.from, one.from);
      const to = Math.min(was.to, one.to);
      if (was.state === one.state || to <= from) continue;
      if (from !== end) stretches += 1;
      ms += to - from;
      end = to;
    }
  }
  return { stretches, seconds: Math.round(ms / 1000) };
}
