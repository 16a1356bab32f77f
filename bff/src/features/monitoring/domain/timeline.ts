import { nearestLevel } from './levels.ts';
import type { Model } from './model.ts';
import { silenceOf, USE_STATES, type UseState } from './readings.ts';
import { joined, type Segment, within } from './segments.ts';
import { settle } from './settle.ts';
import { signalOf } from './signal.ts';
import type { Reading } from './readings.ts';

/** A segment as it is kept. */
export interface KeptSegment extends Segment {
  confidence: number;
  isSettled: boolean;
  isCorrected: boolean;
}

/** A segment as it is stored: the last one of an instrument has no end yet. */
export type StoredSegment = Omit<KeptSegment, 'to'> & { to: number | null };

/** What somebody said an instrument was doing in a span, ms since 1970 UTC. */
export interface SaidSpan {
  from: number;
  to: number;
  state: UseState;
}

/** A time whose readings are to be judged (again), ms since 1970 UTC. */
export interface Span {
  from: number;
  to: number;
}

const HOUR_MS = 3_600_000;

/** How likely a segment is what it is said to be: what its current means to the model, for a whole segment hides no debounce. */
function confidenceOf({ state, from, to, ampereHours }: Segment, model: Model): number {
  if (state === 'offline') return 1;
  const own = model.levels.filter((level) => level.state === state);
  const mean = (ampereHours * HOUR_MS) / (to - from);
  const level = own[nearestLevel(own, signalOf(mean, model.resolution))];
  return level?.chances[USE_STATES.indexOf(state)] ?? 0.5;
}

/** Offline between what was judged and the ends of its span; shorter silences belong to the state beside them. */
function filled(segments: readonly Segment[], span: Span, silence: number): Segment[] {
  const first = segments[0];
  const last = segments.at(-1);
  const silent = (from: number, to: number): Segment[] =>
    from < to ? [{ state: 'offline', from, to, ampereHours: 0 }] : [];
  if (first === undefined || last === undefined) return silent(span.from, span.to);
  const lead = first.from - span.from;
  const tail = span.to - last.to;
  return joined([
    ...(lead > silence ? silent(span.from, first.from) : []),
    ...segments.map((segment) => ({
      ...segment,
      from: segment === first && lead <= silence ? Math.min(span.from, segment.from) : segment.from,
      to: segment === last && tail <= silence ? Math.max(span.to, segment.to) : segment.to,
    })),
    ...(tail > silence ? silent(last.to, span.to) : []),
  ]);
}

/** Words about spans are taken as they are, but that a silent sensor read nothing. */
function saidInto(segments: readonly KeptSegment[], said: readonly SaidSpan[]): KeptSegment[] {
  return said.reduce<KeptSegment[]>(
    (all, { from, to, state }) =>
      all.flatMap((segment) => {
        if (segment.state === 'offline' || segment.to <= from || segment.from >= to)
          return [segment];
        const inside = within([segment], from, to).map((one) => ({
          ...segment,
          ...one,
          state,
          confidence: 1,
          isCorrected: true,
        }));
        const beside = [
          ...within([segment], -Infinity, from),
          ...within([segment], to, Infinity),
        ].map((one) => ({ ...segment, ...one }));
        return [...beside, ...inside].sort((a, b) => a.from - b.from);
      }),
    [...segments],
  );
}

/** Neighbours of one kind as one. */
export function merged<S extends StoredSegment>(segments: readonly S[]): S[] {
  const out: S[] = [];
  for (const segment of segments) {
    const last = out.at(-1);
    const isSame =
      last?.state === segment.state &&
      last.isCorrected === segment.isCorrected &&
      last.isSettled === segment.isSettled;
    if (isSame && last.to === segment.from) {
      const before = last.to - last.from;
      const after = (segment.to ?? segment.from) - segment.from;
      last.confidence = (last.confidence * before + segment.confidence * after) / (before + after);
      last.to = segment.to;
      last.ampereHours += segment.ampereHours;
    } else out.push({ ...segment });
  }
  return out;
}

/**
 * What an instrument did in a span, judged with hindsight: without holes from the span's begin (or its first
 * reading, where it was never read before) to its end.
 * @param readings in order of time, from a while before the span to half an hour after it
 */
export function judged(
  readings: readonly Reading[],
  model: Model,
  { from, to }: Span,
  { said = [], isFirst = false }: { said?: readonly SaidSpan[]; isFirst?: boolean } = {},
): KeptSegment[] {
  const segments = within(settle(readings, model), from, to);
  const begin = isFirst ? (segments[0]?.from ?? to) : from;
  const whole = filled(segments, { from: begin, to }, silenceOf(model.interval));
  const kept = whole.map((segment) => ({
    ...segment,
    confidence: confidenceOf(segment, model),
    isSettled: true,
    isCorrected: false,
  }));
  return merged(saidInto(kept, said));
}

/**
 * Segments with a span of them judged again. What reaches over the span's ends keeps the rest of its time, and goes
 * on in what was judged where it is the same; what is still open stays apart, since its charge is not known.
 * @param old those that touch the span, in order of time
 * @returns those that stand in their place
 */
export function spliced(
  old: readonly StoredSegment[],
  judgedOnes: readonly KeptSegment[],
): StoredSegment[] {
  const [first, last] = [judgedOnes[0], judgedOnes.at(-1)];
  if (first === undefined || last === undefined) return [...old];
  const before = old
    .filter(({ from }) => from < first.from)
    .map((one) => cut(one, one.from, first.from));
  const after = old
    .filter(({ to }) => (to ?? Infinity) > last.to)
    .map((one) => cut(one, Math.max(one.from, last.to), Infinity));
  return merged([...before, ...judgedOnes, ...after]);
}

/** A part of a stored segment; the charge goes with the time, an open one has told none yet. */
function cut(segment: StoredSegment, from: number, to: number): StoredSegment {
  if (segment.to === null) return { ...segment, from, to: to === Infinity ? null : to };
  const end = Math.min(to, segment.to);
  const share = (end - from) / (segment.to - segment.from);
  return { ...segment, from, to: end, ampereHours: segment.ampereHours * share };
}
