import type { Readings, Segment } from '../../../miniapp/src/features/monitoring/api';
import {
  apart,
  formatAmperes,
  scaleOf,
  tracePath,
} from '../../../miniapp/src/features/monitoring/curve';
import { marksOf, midnightIn, ticksOf } from '../../../miniapp/src/features/monitoring/ribbon';
import {
  chosenAt,
  firstChosen,
  moved,
  longestIn,
  meanIn,
  snapped,
  stepped,
} from '../../../miniapp/src/features/monitoring/selection';

const HOUR = 3_600_000;
const to = Date.parse('2026-11-24T06:06:00.000Z');
const day = { from: to - 24 * HOUR, to };
const instant = (hoursAgo: number) => new Date(to - hoursAgo * HOUR).toISOString();

const segment = (
  state: Segment['state'],
  fromAgo: number,
  toAgo: number,
  more: Partial<Segment> = {},
): Segment => ({
  state,
  startsAt: instant(fromAgo),
  endsAt: instant(toAgo),
  confidence: 0.95,
  isSettled: true,
  isCorrected: false,
  meanAmperes: 2,
  energyWh: 1,
  bookingIds: [],
  ...more,
});

test('marks on a ribbon are cut where they leave it, and what lies outside is not drawn', () => {
  const marks = marksOf([segment('on', 30, 18), segment('off', 18, 6), segment('on', 40, 30)], day);
  expect(marks.map(({ left, width }) => [left, width])).toEqual([
    [0, 25],
    [25, 50],
  ]);
});

test('midnight stands where the local day begins', () => {
  // 14:06 in Shanghai: midnight was 14.1 hours ago.
  expect(midnightIn(day)).toBeCloseTo(100 * (1 - 14.1 / 24), 5);
  expect(midnightIn({ from: to - HOUR, to })).toBeNull();
});

test('the axis has a tick an hour, labels every sixth, and none under the word at its end', () => {
  const ticks = ticksOf(day, { every: 1, labelled: 6, room: 12 });
  expect(ticks).toHaveLength(24);
  expect(ticks.flatMap(({ hour }) => (hour === null ? [] : [hour]))).toEqual([18, 0, 6]);
});

test('a scale holds its currents, rises with them, and keeps rest low', () => {
  const { heightOf, grid } = scaleOf([0.08, 2.04, 5.5, 9]);
  expect(heightOf(0.08)).toBeLessThan(heightOf(2.04));
  expect(heightOf(9)).toBeLessThanOrEqual(100);
  expect(heightOf(0.08)).toBeGreaterThanOrEqual(0);
  expect(grid).toEqual([0.1, 0.3, 1, 3, 10]);
  const atRest = scaleOf([0.02, 0.03]);
  expect(atRest.heightOf(0.03)).toBeLessThan(40);
});

test('the trace is broken where readings are missing, and shows a peak within a step', () => {
  const path = tracePath(
    {
      step: 60,
      intervalSeconds: 10,
      points: [
        [0, 1, 1],
        [60, 1, 1],
        [600, 2, 4],
      ],
    },
    { from: 0, to: 3_600_000 },
    scaleOf([1, 4]),
  );
  expect(path.match(/M/g)).toHaveLength(2);
  expect(path.match(/L/g)).toHaveLength(3);
});

test('names beside the curve never stand on one another', () => {
  expect(apart([2, 5, 60], 19)).toEqual([2, 21, 60]);
  expect(apart([70, 80, 90], 19)).toEqual([43, 62, 81]);
  expect(apart([-4], 19)).toEqual([0]);
});

test.each([
  [3.184, '3.18 A'],
  [0.08, '0.08 A'],
  [-0.01, '0.00 A'],
  [12.44, '12.4 A'],
  [120.2, '120 A'],
])('%p amperes read %p', (amperes, words) => {
  expect(formatAmperes(amperes)).toBe(words);
});

test('what is in doubt is looked at first, else what was read last', () => {
  const sure = [segment('on', 8, 4), segment('standby', 4, 2), segment('offline', 2, 0)];
  expect(firstChosen(sure, day, 0.7)).toEqual({ from: to - 4 * HOUR, to: to - 2 * HOUR });
  const doubted = [segment('on', 8, 4, { confidence: 0.58 }), ...sure.slice(1)];
  expect(firstChosen(doubted, day, 0.7)).toEqual({ from: to - 8 * HOUR, to: to - 4 * HOUR });
  const said = [segment('on', 8, 4, { confidence: 0.58, isCorrected: true }), ...sure.slice(1)];
  expect(firstChosen(said, day, 0.7)).toEqual({ from: to - 4 * HOUR, to: to - 2 * HOUR });
  expect(firstChosen([], day, 0.7)).toBeNull();
});

test('a tap picks the stretch under it, and nothing where it was silent', () => {
  const segments = [segment('on', 30, 4), segment('offline', 4, 0)];
  expect(chosenAt(segments, day, to - 10 * HOUR)).toEqual({ from: day.from, to: to - 4 * HOUR });
  expect(chosenAt(segments, day, to - 1 * HOUR)).toBeNull();
});

test('edges move in steps, stay inside, and never meet', () => {
  const chosen = { from: to - HOUR, to };
  expect(moved(chosen, 'from', 300_000, day)).toEqual({ from: to - HOUR + 300_000, to });
  expect(moved(chosen, 'to', 300_000, day)).toBeNull();
  expect(moved({ from: to - 300_000, to }, 'from', 300_000, day)).toBeNull();
});

test('a span over several stretches is told by the longest, with the mean of what was read', () => {
  const segments = [segment('on', 4, 3), segment('standby', 3, 0)];
  expect(longestIn(segments, { from: to - 4 * HOUR, to })?.state).toBe('standby');
  expect(longestIn(segments, { from: to - 9 * HOUR, to: to - 5 * HOUR })).toBeNull();
  const points: [number, number, number][] = [
    [0, 6, 7],
    [3600, 2, 2],
    [7200, 4, 4],
  ];
  const readings = { step: 60, intervalSeconds: 10, points };
  const whole = { from: to - 4 * HOUR, to };
  expect(meanIn(readings, whole, { from: whole.from + HOUR, to })).toBe(3);
  expect(meanIn(readings, whole, { from: to - HOUR, to })).toBeNull();
});

describe('edges that are dragged', () => {
  const MINUTE = 60_000;
  const whole = { from: to - HOUR, to };
  /** Every minute, but for a silence from the 20th to the 40th. */
  const readings: Readings = {
    step: 60,
    intervalSeconds: 60,
    points: Array.from({ length: 60 }, (_, at) => at)
      .filter((at) => at < 20 || at >= 40)
      .map((at) => [at * 60, 1, 1]),
  };
  const at = (minutes: number) => whole.from + minutes * MINUTE;
  const chosen = { from: at(10), to: at(50) };
  const minutes = (span: { from: number; to: number } | null) =>
    span && [(span.from - whole.from) / MINUTE, (span.to - whole.from) / MINUTE];

  test.each<[what: string, edge: 'from' | 'to', instant: number, [number, number] | null]>([
    ['to the nearest reading', 'from', at(13.4), [13, 50]],
    ['to the nearer side of a silence', 'from', at(31), [40, 50]],
    ['not too near to the other', 'from', at(49), [45, 50]],
    ['nowhere where it stands', 'from', at(10.3), null],
    ['to the ends, not beyond', 'to', at(75), [10, 60]],
    ['to the ends, not beyond, on the left', 'from', at(-20), [0, 50]],
    ['not past the other', 'to', at(2), [10, 15]],
  ])('snap %s', (_, edge, instant, expected) => {
    expect(minutes(snapped(chosen, edge, instant, readings, whole))).toEqual(expected);
  });

  test.each<[what: string, edge: 'from' | 'to', hundredths: number, [number, number] | null]>([
    ['a hundredth is at least the next reading', 'from', 1, [11, 50]],
    ['ten of them six minutes', 'from', -10, [4, 50]],
    ['all of them the end', 'to', 100, [10, 60]],
  ])('by keys: %s', (_, edge, hundredths, expected) => {
    expect(minutes(stepped(chosen, edge, hundredths, readings, whole))).toEqual(expected);
  });

  test('keys cross a silence, and stop at the end', () => {
    const before = { from: at(19), to: at(55) };
    expect(minutes(stepped(before, 'from', 1, readings, whole))).toEqual([40, 55]);
    expect(stepped({ from: at(0), to: at(50) }, 'from', -1, readings, whole)).toBeNull();
  });

  test('without readings an edge still reaches the ends', () => {
    const none = { ...readings, points: [] };
    expect(minutes(snapped(chosen, 'to', at(58), none, whole))).toEqual([10, 60]);
  });
});
