import type { Readings } from './api';
import type { Span } from './ribbon';

/** Below this a clamp's reading is its noise: where the scale goes over from even steps to tenfold ones, amperes. */
const KNEE_A = 0.03;
const ROOM = 0.06;
/** The least that a scale reaches over: a machine at rest must not look like one at work. */
const LEAST_TOP_A = 0.3;
const GRID_A = [0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000];

const signalOf = (amperes: number) => Math.log(Math.max(0, amperes) + KNEE_A);

/** From amperes to a height in percent from the bottom. */
export interface Scale {
  heightOf: (amperes: number) => number;
  /** Amperes that a line is drawn at. */
  grid: number[];
}

/** A scale that holds all of some currents. */
export function scaleOf(currents: readonly number[]): Scale {
  const top = signalOf(Math.max(LEAST_TOP_A, ...currents));
  const bottom = signalOf(Math.max(0, Math.min(0.05, ...currents)));
  const room = (top - bottom) * ROOM;
  const [low, high] = [bottom - room, top + room];
  const heightOf = (amperes: number) => (100 * (signalOf(amperes) - low)) / (high - low);
  const grid = GRID_A.filter((amperes) => heightOf(amperes) > 4 && heightOf(amperes) < 97);
  return { heightOf, grid };
}

const WIDTH = 1000;
const HEIGHT = 1000;

const place = (value: number) => String(Math.round(value * 10) / 10);

/** The curve as pieces of a path in a box of 1,000 by 1,000; where readings are missing it is broken. */
export function tracePath(
  { points, step, intervalSeconds }: Readings,
  span: Span,
  scale: Scale,
): string {
  const gap = Math.max(3 * step, 3 * intervalSeconds, 180);
  const seconds = (span.to - span.from) / 1000;
  let last = -Infinity;
  return points
    .map(([second, mean, highest]) => {
      const x = place((WIDTH * second) / seconds);
      const y = (amperes: number) => place(HEIGHT * (1 - scale.heightOf(amperes) / 100));
      const isBroken = second - last > gap;
      last = second;
      // A reading alone is a dot, drawn as a line without length.
      const go = isBroken ? `M${x} ${y(mean)}h0` : `L${x} ${y(mean)}`;
      return highest > mean * 1.2 ? `${go}L${x} ${y(highest)}L${x} ${y(mean)}` : go;
    })
    .join('');
}

/** A path as an image to be coloured by what it masks; its lines stay as thin as they are told, whatever the box. */
export function traceImage(path: string): string {
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 ${WIDTH} ${HEIGHT}' preserveAspectRatio='none'><path d='${path}' fill='none' stroke='#000' stroke-width='1.3' stroke-linejoin='round' stroke-linecap='round' vector-effect='non-scaling-stroke'/></svg>`;
  return `url("data:image/svg+xml,${encodeURIComponent(svg)}")`;
}

/** Heights in rising order moved up, and down again where they leave the top, until they stand `gap` percent apart. */
export function apart(heights: readonly number[], gap: number): number[] {
  const places: number[] = [];
  for (const height of heights) {
    places.push(Math.max(0, height, (places.at(-1) ?? -gap) + gap));
  }
  for (let at = places.length - 1, most = 100 - gap; at >= 0; at -= 1, most -= gap) {
    places[at] = Math.min(places[at] ?? 0, most);
  }
  return places;
}

/** 3.18, 0.08, 12.4, 120: as many figures as a clamp is good for. */
export function formatAmperes(amperes: number): string {
  const value = Math.max(0, amperes);
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} A`;
}
