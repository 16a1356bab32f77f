import { HOUR, startOfDay, wallClock } from '../../lib/wall-clock';

/** From when to when a ribbon or a curve shows, ms. */
export interface Span {
  from: number;
  to: number;
}

interface Stretch {
  startsAt: string;
  endsAt: string;
}

/** Where something stands on a ribbon, in percent of its length. */
export interface Mark {
  left: number;
  width: number;
}

export const percentAt = ({ from, to }: Span, at: number): number =>
  (100 * (Math.min(to, Math.max(from, at)) - from)) / (to - from);

/** Stretches as marks, what lies outside of the span left out. */
export function marksOf<T extends Stretch>(
  stretches: readonly T[],
  span: Span,
): (Mark & { of: T })[] {
  return stretches.flatMap((of) => {
    const left = percentAt(span, Date.parse(of.startsAt));
    const width = percentAt(span, Date.parse(of.endsAt)) - left;
    return width > 0 ? [{ left, width, of }] : [];
  });
}

/** Where midnight stands, or null where none lies inside. */
export function midnightIn(span: Span, timeZone?: string): number | null {
  const midnight = startOfDay(span.to, timeZone);
  return midnight > span.from ? percentAt(span, midnight) : null;
}

export interface Tick {
  at: number;
  /** Hour of the day where it is labelled. */
  hour: number | null;
}

/**
 * A tick for every `every` hours, and a label where the hour is a multiple of `labelled`.
 * @param room percent at the end that are kept free of labels for another word, half as many at the beginning
 */
export function ticksOf(
  span: Span,
  { every, labelled, room = 4 }: { every: number; labelled: number; room?: number },
  timeZone?: string,
): Tick[] {
  const ticks: Tick[] = [];
  const step = every * HOUR;
  const midnight = startOfDay(span.from, timeZone);
  for (let at = midnight; at <= span.to; at += step) {
    if (at < span.from) continue;
    const { hour, minute } = wallClock(at, timeZone);
    const place = percentAt(span, at);
    const isFree = place > room / 2 && place < 100 - room;
    const isLabelled = minute === 0 && hour % labelled === 0 && isFree;
    ticks.push({ at: place, hour: isLabelled ? hour : null });
  }
  return ticks;
}
