import { differences } from '../../../bff/src/features/monitoring/domain/compare.ts';
import { learn, type Model } from '../../../bff/src/features/monitoring/domain/model.ts';
import type { RunState } from '../../../bff/src/features/monitoring/domain/readings.ts';
import { runDayOf } from '../../../bff/src/features/monitoring/domain/run-day.ts';
import {
  judged,
  type KeptSegment,
  spliced,
  type StoredSegment,
} from '../../../bff/src/features/monitoring/domain/timeline.ts';
import { Tracker } from '../../../bff/src/features/monitoring/domain/tracker.ts';
import { currents, HOUR, MINUTE, MONDAY, week } from '../../support/currents.ts';

const learned = learn(currents(week())) as Model;
const LATER = MONDAY + 7 * 24 * HOUR;

const kept = (state: RunState, from: number, to: number): KeptSegment => ({
  state,
  from,
  to,
  ampereHours: to - from,
  confidence: 0.9,
  isSettled: true,
  isCorrected: false,
});
const open = (state: RunState, from: number): StoredSegment => ({
  ...kept(state, from, from),
  to: null,
  ampereHours: 0,
  isSettled: false,
});
const short = (ones: readonly StoredSegment[]) =>
  ones.map(({ from, state, to }) => [state, from, to]);

describe('splicing', () => {
  const judgedOnes = [kept('off', 100, 150), kept('on', 150, 200)];

  test('takes the place of what lay there, and keeps what reaches beyond', () => {
    const old = [kept('off', 0, 120), kept('standby', 120, 180), open('standby', 180)];
    expect(short(spliced(old, judgedOnes))).toEqual([
      ['off', 0, 150],
      ['on', 150, 200],
      ['standby', 200, null],
    ]);
  });

  test('is the same however often it is done, and loses no charge', () => {
    const old = [kept('off', 0, 120), kept('standby', 120, 180), open('on', 180)];
    const once = spliced(old, judgedOnes);
    expect(spliced(once, judgedOnes)).toEqual(once);
    expect(once.reduce((sum, { ampereHours }) => sum + ampereHours, 0)).toBeCloseTo(200);
    expect(short(once).at(-1)).toEqual(['on', 200, null]);
  });

  test('of nothing judged changes nothing', () => {
    const old = [open('on', 3)];
    expect(spliced(old, [])).toEqual(old);
  });
});

describe('judging', () => {
  const day = currents(
    [
      { amperes: 0, minutes: 60 },
      { amperes: 1.5, minutes: 60 },
      { amperes: 0, minutes: 60 },
    ],
    { from: LATER },
  );
  const span = { from: LATER, to: LATER + 3 * HOUR };

  test('has no holes, and silence is offline', () => {
    const gap = day.filter(({ at }) => at < LATER + 70 * MINUTE || at > LATER + 100 * MINUTE);
    const segments = judged(gap, learned, { ...span, from: LATER - HOUR });
    expect(segments.map(({ state }) => state)).toEqual([
      'offline',
      'off',
      'on',
      'offline',
      'on',
      'off',
    ]);
    expect(segments[0]?.from).toBe(LATER - HOUR);
    expect(segments.at(-1)?.to).toBe(span.to);
    segments.slice(1).forEach((one, index) => expect(one.from).toBe(segments[index]?.to));
  });

  test('begins with the first reading there ever was', () => {
    const segments = judged(day, learned, { ...span, from: LATER - HOUR }, { isFirst: true });
    expect(segments[0]).toMatchObject({ state: 'off', from: LATER });
    expect(judged([], learned, span, { isFirst: true })).toEqual([]);
    expect(judged([], learned, span).map(({ state }) => state)).toEqual(['offline']);
  });

  test('takes people at their word for the whole span they spoke of, and no further', () => {
    const said = [
      { from: LATER + 90 * MINUTE, to: LATER + 150 * MINUTE, state: 'standby' as const },
    ];
    const segments = judged(day, learned, span, { said });
    expect(segments.map(({ isCorrected, state, to }) => [state, to - LATER, isCorrected])).toEqual([
      ['off', expect.closeTo(60 * MINUTE, -5), false],
      ['on', 90 * MINUTE, false],
      ['standby', 150 * MINUTE, true],
      ['off', 180 * MINUTE, false],
    ]);
  });
});

test('a day is summed between its midnights', () => {
  const day = { date: '2026-01-05', startMs: 0, endMs: 86_400_000 };
  const stretches = [
    kept('on', -HOUR, HOUR),
    kept('off', HOUR, 23 * HOUR),
    kept('on', 23 * HOUR, 25 * HOUR),
  ];
  expect(runDayOf(day, stretches)).toEqual({
    day: '2026-01-05',
    seconds: { on: 7200, standby: 0, off: 22 * 3600, offline: 0 },
    ampereHours: 24 * HOUR,
  });
});

test.each([
  ['the same', [kept('on', 0, 100_000)], [kept('on', 0, 100_000)], [0, 0]],
  ['other throughout', [kept('on', 0, 100_000)], [kept('off', 0, 100_000)], [1, 100]],
  [
    'in two places',
    [kept('on', 0, 100_000)],
    [kept('off', 0, 10_000), kept('on', 10_000, 50_000), kept('off', 50_000, 100_000)],
    [2, 60],
  ],
  [
    'one place of two states',
    [kept('on', 0, 50_000), kept('standby', 50_000, 100_000)],
    [kept('off', 0, 100_000)],
    [1, 100],
  ],
])('what differs: %s', (_, before, after, [stretches, seconds]) => {
  expect(differences(before, after)).toEqual({ stretches, seconds });
});

describe('following', () => {
  const work = currents(
    [
      { amperes: 0, minutes: 10 },
      { amperes: 1.5, minutes: 10 },
    ],
    { from: LATER },
  );

  test('tells silence once, by the clock or with the reading after it', () => {
    const tracker = new Tracker(learned, 1, { begin: LATER });
    const told = work.flatMap((reading) => tracker.take(reading));
    expect(told.map(({ state }) => state)).toEqual(['off', 'on']);
    const last = work.at(-1)?.at ?? 0;
    expect(tracker.at(last + 180_000)).toBeNull();
    expect(tracker.at(last + 180_001)).toMatchObject({ state: 'offline', since: last + 180_000 });
    expect(tracker.at(last + 200_000)).toBeNull();
    const back = currents([{ amperes: 1.5, minutes: 2 }], { from: last + HOUR });
    expect(back.flatMap((one) => tracker.take(one)).map(({ state }) => state)).toEqual(['on']);
  });

  test('goes on from what was kept as if nothing had been', () => {
    const whole = new Tracker(learned, 1, { begin: LATER });
    const first = new Tracker(learned, 1, { begin: LATER });
    const half = work.length / 2 + 1;
    const told = work.flatMap((one) => whole.take(one));
    const before = work.slice(0, half).flatMap((one) => first.take(one));
    const kept = JSON.parse(JSON.stringify(first.kept)) as typeof first.kept;
    const second = new Tracker(learned, 1, { begin: LATER, kept });
    // Told again from a little earlier, as after a crash.
    const after = work.slice(half - 5).flatMap((one) => second.take(one));
    expect([...before, ...after]).toEqual(told);
  });
});
