import { MINUTE } from '../../lib/wall-clock';
import type { Readings, Segment } from './api';
import type { Span } from './ribbon';

export const STEP_MS = 5 * MINUTE;

const spanOf = ({ startsAt, endsAt }: Segment, whole: Span): Span => ({
  from: Math.max(whole.from, Date.parse(startsAt)),
  to: Math.min(whole.to, Date.parse(endsAt)),
});

/** Said by the sensor, and so to be corrected; silence is not. */
const isRead = ({ state }: Segment) => state !== 'offline';

/** The segment that holds an instant. */
export function segmentAt(segments: readonly Segment[], at: number): Segment | undefined {
  return segments.find(
    ({ startsAt, endsAt }) => Date.parse(startsAt) <= at && at < Date.parse(endsAt),
  );
}

/** What one most likely wants to look at: the last segment that is in doubt, else the last that was read. */
export function firstChosen(
  segments: readonly Segment[],
  whole: Span,
  sureFrom: number,
): Span | null {
  const read = segments.filter(isRead);
  const doubtful = read.filter(
    ({ confidence, isCorrected }) => !isCorrected && confidence < sureFrom,
  );
  const chosen = doubtful.at(-1) ?? read.at(-1);
  return chosen ? spanOf(chosen, whole) : null;
}

/** The segment at a place that was tapped; null where there was nothing read. */
export function chosenAt(segments: readonly Segment[], whole: Span, at: number): Span | null {
  const segment = segmentAt(segments, at);
  return segment && isRead(segment) ? spanOf(segment, whole) : null;
}

/** An edge moved by a step; null where it would leave the whole or meet the other edge. */
export function moved(chosen: Span, edge: keyof Span, step: number, whole: Span): Span | null {
  const next = { ...chosen, [edge]: chosen[edge] + step };
  const isInside = next.from >= whole.from && next.to <= whole.to;
  return isInside && next.to - next.from >= STEP_MS ? next : null;
}

/** Where an edge may stand: at a reading or an end of the whole, and not too near to the other edge. */
function placesOf(chosen: Span, edge: keyof Span, { points }: Readings, whole: Span): number[] {
  const inside = points
    .map(([second]) => whole.from + second * 1000)
    .filter((at) => at > whole.from && at < whole.to);
  return [whole.from, ...inside, whole.to].filter((at) =>
    edge === 'from' ? at <= chosen.to - STEP_MS : at >= chosen.from + STEP_MS,
  );
}

const nearest = (places: readonly number[], instant: number): number | undefined =>
  places.reduce<number | undefined>(
    (best, at) =>
      best === undefined || Math.abs(at - instant) < Math.abs(best - instant) ? at : best,
    undefined,
  );

/** An edge moved to the place nearest to an instant; null where it stands there. */
export function snapped(
  chosen: Span,
  edge: keyof Span,
  instant: number,
  readings: Readings,
  whole: Span,
): Span | null {
  const at = nearest(placesOf(chosen, edge, readings, whole), instant);
  return at === undefined || at === chosen[edge] ? null : { ...chosen, [edge]: at };
}

/** An edge moved by hundredths of the whole, over a gap in the readings if need be; null where it can go no further. */
export function stepped(
  chosen: Span,
  edge: keyof Span,
  hundredths: number,
  readings: Readings,
  whole: Span,
): Span | null {
  const instant = chosen[edge] + (hundredths * (whole.to - whole.from)) / 100;
  const beyond = placesOf(chosen, edge, readings, whole).filter(
    (at) => (at - chosen[edge]) * hundredths > 0,
  );
  const at = nearest(beyond, instant);
  return at === undefined ? null : { ...chosen, [edge]: at };
}

/** What was said of most of a span. */
export function longestIn(segments: readonly Segment[], { from, to }: Span): Segment | null {
  let longest: Segment | null = null;
  let most = 0;
  for (const one of segments) {
    const ms = Math.min(to, Date.parse(one.endsAt)) - Math.max(from, Date.parse(one.startsAt));
    if (ms <= most) continue;
    [longest, most] = [one, ms];
  }
  return longest;
}

/** The mean current over what was read of a span, amperes; null where nothing was. */
export function meanIn({ points }: Readings, whole: Span, { from, to }: Span): number | null {
  const inside = points.filter(([second]) => {
    const at = whole.from + second * 1000;
    return from <= at && at < to;
  });
  if (inside.length === 0) return null;
  return inside.reduce((sum, [, mean]) => sum + mean, 0) / inside.length;
}
