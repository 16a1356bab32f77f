import type { RunState } from './readings.ts';
import type { Correction } from './words.ts';

/** A time in one state. */
export interface Segment {
  state: RunState;
  /** ms since 1970 UTC; `to` is the next segment's `from`. */
  from: number;
  to: number;
  /** Charge drawn: mean amperes × hours. */
  ampereHours: number;
}

/** Shorter stays are nothing anybody would call a use or a pause. */
const FLEETING_MS = 60_000;
/** A word about a moment of a longer segment is taken to be about so much before and after. */
const ABOUT_MS = 300_000;
const SHORT_MS = 3_600_000;
const HOUR_MS = 3_600_000;

/** Neighbours in one state as one. */
export function joined(segments: readonly Segment[]): Segment[] {
  const out: Segment[] = [];
  for (const segment of segments) {
    const last = out.at(-1);
    if (last?.state === segment.state && last.to === segment.from) {
      last.to = segment.to;
      last.ampereHours += segment.ampereHours;
    } else out.push({ ...segment });
  }
  return out;
}

const lasting = ({ from, to }: Segment) => to - from;

/** Without fleeting stays: each goes to the longer of its neighbours. The shortest go first. */
export function absorbed(segments: readonly Segment[]): Segment[] {
  let out = joined(segments);
  for (;;) {
    let place = -1;
    out.forEach((segment, at) => {
      const isShortest = place < 0 || lasting(segment) < lasting(out[place] ?? segment);
      if (lasting(segment) < FLEETING_MS && isShortest) place = at;
    });
    const fleeting = out[place];
    const [before, after] = [out[place - 1], out[place + 1]];
    const host = !after || (before && lasting(before) >= lasting(after)) ? before : after;
    if (!fleeting || !host) return out;
    fleeting.state = host.state;
    out = joined(out);
  }
}

/** A part of a segment; the charge goes with the time. */
function part(segment: Segment, from: number, to: number): Segment {
  const share = (to - from) / lasting(segment);
  return { ...segment, from, to, ampereHours: segment.ampereHours * share };
}

/** What staff said is what was: of a short segment throughout, of a long one about the moment they spoke of. */
export function corrected(
  segments: readonly Segment[],
  corrections: readonly Correction[],
): Segment[] {
  return corrections.reduce<Segment[]>(
    (all, { at, state }) =>
      all.flatMap((segment) => {
        const isAbout = segment.from <= at && at < segment.to && segment.state !== 'offline';
        if (!isAbout || segment.state === state) return [segment];
        if (lasting(segment) <= SHORT_MS) return [{ ...segment, state }];
        const from = Math.max(segment.from, at - ABOUT_MS);
        const to = Math.min(segment.to, at + ABOUT_MS);
        return [
          part(segment, segment.from, from),
          { ...part(segment, from, to), state },
          part(segment, to, segment.to),
        ].filter((piece) => lasting(piece) > 0);
      }),
    [...segments],
  );
}

/** The part of some segments between two instants, ms since 1970 UTC. */
export const within = (segments: readonly Segment[], from: number, to: number): Segment[] =>
  segments
    .filter((segment) => segment.from < to && segment.to > from)
    .map((segment) => part(segment, Math.max(from, segment.from), Math.min(to, segment.to)));

/** Hours in each state. */
export function hoursOf(segments: readonly Segment[]): Record<RunState, number> {
  const hours = { off: 0, standby: 0, on: 0, offline: 0 };
  for (const segment of segments) hours[segment.state] += lasting(segment) / HOUR_MS;
  return hours;
}

/** How an instrument is fed, as far as a clamp on one wire cannot tell. */
export interface Supply {
  volts: number;
  /** Wires that carry as much as the one measured. */
  phases: 1 | 3;
  /** True power ÷ apparent power. */
  powerFactor: number;
}

/** Energy, kWh: an estimate, for a clamp sees current only. */
export const energyOf = (
  segments: readonly Segment[],
  { volts, phases, powerFactor }: Supply,
): number =>
  segments.reduce((sum, { ampereHours }) => sum + ampereHours, 0) *
  ((volts * phases * powerFactor) / 1000);
