import { crossingOf, oddsAbove } from '../../../bff/src/features/monitoring/domain/borders.ts';
import {
  Classifier,
  type Snapshot,
} from '../../../bff/src/features/monitoring/domain/classifier.ts';
import { coldStart } from '../../../bff/src/features/monitoring/domain/cold-start.ts';
import { learn, type Model } from '../../../bff/src/features/monitoring/domain/model.ts';
import { amperesOf } from '../../../bff/src/features/monitoring/domain/signal.ts';
import { currents, HOUR, MINUTE, MONDAY, type Stay, week } from '../../support/currents.ts';

function learned(stays: readonly Stay[] = week()): Model {
  const model = learn(currents(stays));
  if (!model) throw new Error('no model');
  return model;
}

const model = learned();
const LATER = MONDAY + 5 * 24 * HOUR;
const live = (stays: readonly Stay[]) => currents(stays, { from: LATER, seed: 11 });

/** Seconds after the start at which the state turned, and to what. */
const turnsOf = (classifier: Classifier, stays: readonly Stay[]) =>
  live(stays).flatMap((reading) => {
    const { changed, state } = classifier.take(reading);
    return changed ? [[(reading.at - LATER) / 1000, state]] : [];
  });

describe('live', () => {
  it('turns within twenty seconds where levels lie far apart', () => {
    const stays = [
      { amperes: 0, minutes: 10 },
      { amperes: 1.5, minutes: 10 },
      { amperes: 0.12, minutes: 10 },
      { amperes: 0, minutes: 10 },
    ];
    const turns = turnsOf(new Classifier(model), stays);
    expect(turns.map(([, state]) => state)).toEqual(['off', 'on', 'standby', 'off']);
    turns.slice(1).forEach(([second], index) => {
      const late = Number(second) - (index + 1) * 600;
      expect(late).toBeGreaterThan(0);
      expect(late).toBeLessThanOrEqual(20);
    });
  });

  it('is not moved by a single reading', () => {
    const classifier = new Classifier(model);
    const readings = live([{ amperes: 0, minutes: 30 }]);
    const spiked = readings.map((one, at) => (at % 30 === 15 ? { ...one, amperes: 1.5 } : one));
    expect(spiked.map((one) => classifier.take(one).state)).not.toContain('on');
  });

  it('does not turn at every reading of a current that lies between two levels', () => {
    const cold = coldStart();
    const even = amperesOf(crossingOf(cold.borders.at(-1)!), cold.resolution);
    const classifier = new Classifier(cold);
    // As a sensor with a noise of eight milliamperes reads it for an hour.
    const readings = Array.from({ length: 360 }, (_, step) => ({
      at: LATER + step * 10_000,
      amperes: even + (((step * 10) % 17) - 8) / 1_000,
    }));
    const turns = readings.filter((one) => classifier.take(one).changed);
    expect(turns.length).toBeLessThanOrEqual(2);
  });

  it('says what it is sure of, and since when', () => {
    const classifier = new Classifier(model);
    const readings = live([
      { amperes: 0, minutes: 10 },
      { amperes: 1.5, minutes: 10 },
    ]);
    const verdicts = readings.map((one) => classifier.take(one));
    const last = verdicts.at(-1);
    expect(last?.confidence).toBeGreaterThan(0.9);
    expect(last?.since).toBe(readings[verdicts.findLastIndex(({ changed }) => changed)]?.at);
    for (const { confidence } of verdicts) {
      expect(confidence).toBeGreaterThanOrEqual(0);
      expect(confidence).toBeLessThanOrEqual(1);
    }
  });

  it('is offline after three minutes, or three intervals, of silence', () => {
    const classifier = new Classifier(model);
    expect(classifier.at(LATER).state).toBe('offline');
    classifier.take({ at: LATER, amperes: 0 });
    expect(classifier.at(LATER + 180_000).state).toBe('off');
    expect(classifier.at(LATER + 180_001)).toMatchObject({
      state: 'offline',
      since: LATER + 180_000,
    });
    const slow = new Classifier({ ...model, interval: 5 * MINUTE });
    slow.take({ at: LATER, amperes: 0 });
    expect(slow.at(LATER + 15 * MINUTE).state).toBe('off');
    expect(slow.at(LATER + 15 * MINUTE + 1).state).toBe('offline');
  });

  it('takes nought for a reading, not for silence', () => {
    const classifier = new Classifier(model);
    expect(classifier.take({ at: LATER, amperes: 0 })).toMatchObject({
      state: 'off',
      changed: true,
    });
  });

  it('believes the first reading after a silence', () => {
    const classifier = new Classifier(model);
    live([{ amperes: 0, minutes: 60 }]).forEach((one) => classifier.take(one));
    const back = { at: LATER + 64 * MINUTE, amperes: 1.5 };
    expect(classifier.take(back)).toMatchObject({ state: 'on', since: back.at, changed: true });
  });

  it('lets late, repeated and impossible readings change nothing', () => {
    const classifier = new Classifier(model);
    live([{ amperes: 0, minutes: 10 }]).forEach((one) => classifier.take(one));
    const before = classifier.snapshot();
    for (const reading of [
      { at: LATER, amperes: 1.5 },
      { at: LATER + 590_000, amperes: 1.5 },
      { at: LATER + 600_000, amperes: NaN },
      { at: LATER + 600_000, amperes: 1e9 },
      { at: NaN, amperes: 1.5 },
    ])
      expect(classifier.take(reading)).toMatchObject({ state: 'off', changed: false });
    expect(classifier.snapshot()).toEqual(before);
  });

  it('goes on after a restart as if there had been none', () => {
    const readings = live(week(undefined, 1));
    const whole = new Classifier(model);
    const verdicts = readings.map((one) => whole.take(one));
    const half = readings.length >> 1;
    const first = new Classifier(model);
    readings.slice(0, half).forEach((one) => first.take(one));
    const kept = JSON.parse(JSON.stringify(first.snapshot())) as Snapshot;
    const second = new Classifier(JSON.parse(JSON.stringify(model)) as Model, kept);
    expect(readings.slice(half).map((one) => second.take(one))).toEqual(verdicts.slice(half));
  });

  it('keeps its state under a new model', () => {
    const classifier = new Classifier(model);
    live([{ amperes: 1.5, minutes: 10 }]).forEach((one) => classifier.take(one));
    const { since } = classifier.at(LATER + 600_000);
    const refitted = { ...model, to: model.to + HOUR };
    const next = new Classifier(refitted, classifier.snapshot());
    expect(next.at(LATER + 600_000)).toMatchObject({ state: 'on', since });
    expect(next.take({ at: LATER + 600_000, amperes: 1.5 }).changed).toBe(false);
  });

  it('is unsure of what was learned from others', () => {
    const classifier = new Classifier(coldStart());
    const verdicts = live([{ amperes: 1, minutes: 10 }]).map((one) => classifier.take(one));
    expect(verdicts.at(-1)).toMatchObject({ state: 'on' });
    expect(verdicts.at(-1)?.confidence).toBeLessThan(0.7);
  });
});

describe('between two levels', () => {
  it('a current below the lower never tells for the upper, however unequal they stray', () => {
    const edges = { low: 0, lowSpread: 0.05, high: 1, highSpread: 0.3, isClose: false };
    const border = { below: 'off' as const, above: 'on' as const, ...edges };
    expect(oddsAbove(border, -5)).toBeLessThan(0);
    expect(oddsAbove(border, 5)).toBeGreaterThan(0);
    expect(oddsAbove({ ...border, lowSpread: 0.3, highSpread: 0.05 }, 5)).toBeGreaterThan(0);
  });
});

describe('in the long run', () => {
  const fine = learn(currents(week({ standby: 1.1, on: 1.5 })), [
    { at: MONDAY + 12.5 * HOUR, state: 'standby' },
  ]);

  it('follows a sensor whose gain drifts past the middle between two levels', () => {
    if (!fine) throw new Error('no model');
    const classifier = new Classifier(fine);
    const days = currents(week({ standby: 1.1, on: 1.5 }), { from: LATER, seed: 3 });
    const wrong = days.filter((reading, index) => {
      const gain = 1 + (0.3 * index) / days.length;
      const { state } = classifier.take({ at: reading.at, amperes: reading.amperes * gain });
      const truth = reading.amperes < 0.5 ? 'off' : reading.amperes < 1.3 ? 'standby' : 'on';
      return state !== truth;
    });
    expect(wrong.length / days.length).toBeLessThan(0.01);
    expect(classifier.health().gain).toBeGreaterThan(1.2);
  });

  it('counts how long readings keep to a level that nobody knows', () => {
    const classifier = new Classifier(model);
    live([{ amperes: 1.5, minutes: 60 }]).forEach((one) => classifier.take(one));
    expect(classifier.health().strange).toBe(0);
    currents([{ amperes: 4, minutes: 60 }], { from: LATER + HOUR }).forEach((one) =>
      classifier.take(one),
    );
    expect(classifier.health().strange).toBeGreaterThan(40 * MINUTE);
  });

  it.each<[what: string, before: Stay[]]>([
    ['out of the same state', [{ amperes: 1.5, minutes: 67 }]],
    ['out of another one', [{ amperes: 0, minutes: 33 }]],
    [
      'after a glimpse of it',
      [
        { amperes: 1.5, minutes: 24 },
        { amperes: 4, minutes: 2 },
        { amperes: 1.5, minutes: 9 },
      ],
    ],
  ])('knows when such a level began, %s', (_, before) => {
    const classifier = new Classifier(model);
    live(before).forEach((one) => classifier.take(one));
    const began = LATER + before.reduce((sum, { minutes }) => sum + minutes, 0) * MINUTE;
    expect(classifier.health().strangeFrom).toBeNull();
    const strange = currents([{ amperes: 4, minutes: 45 }], { from: began });
    // A near reading or two in between are noise.
    strange.forEach(({ at, amperes }, place) =>
      classifier.take({ at, amperes: place % 20 === 7 ? 1.5 : amperes }),
    );
    expect(Math.abs((classifier.health().strangeFrom ?? 0) - began)).toBeLessThanOrEqual(20_000);
    currents([{ amperes: 1.5, minutes: 30 }], { from: began + 45 * MINUTE }).forEach((one) =>
      classifier.take(one),
    );
    expect(classifier.health().strangeFrom).toBeNull();
  });
});

test('a current between two levels that was never learned is told with doubt, however long it lasts', () => {
  const wide = learned(week({ off: 0.08, standby: 2.04, on: 5.5 }));
  const said = { at: MONDAY + 13 * HOUR, state: 'standby' as const };
  const taught = learn(currents(week({ off: 0.08, standby: 2.04, on: 5.5 })), [said]) ?? wide;
  const confidenceAfter = (stays: readonly Stay[]) => {
    const classifier = new Classifier(taught);
    const verdicts = live(stays).map((reading) => classifier.take(reading));
    return verdicts.at(-1)?.confidence ?? 1;
  };
  const usual = { amperes: 2.04, minutes: 60 };
  expect(confidenceAfter([usual])).toBeGreaterThan(0.9);
  expect(confidenceAfter([usual, { amperes: 3.15, minutes: 60 }])).toBeLessThan(0.7);
  // More than it ever drew is work all the same.
  expect(confidenceAfter([usual, { amperes: 9, minutes: 60 }])).toBeGreaterThan(0.9);
});
