import { coldStart, typicalOf } from '../../../bff/src/features/monitoring/domain/cold-start.ts';
import { learn, type Model } from '../../../bff/src/features/monitoring/domain/model.ts';
import type { Correction } from '../../../bff/src/features/monitoring/domain/words.ts';
import { currents, HOUR, MINUTE, MONDAY, type Stay, week } from '../../support/currents.ts';

const DAY = 24 * HOUR;

function learned(stays: readonly Stay[], corrections: readonly Correction[] = []): Model {
  const model = learn(currents(stays), corrections);
  if (!model) throw new Error('no model');
  return model;
}

const levelsOf = ({ levels }: Model) =>
  levels.map(({ amperes, state }) => `${amperes.toFixed(1)} ${state}`);

const always = (amperes: number, hours = 48): Stay[] => [{ amperes, minutes: hours * 60 }];

describe('what a model learns without a word', () => {
  it('names three levels', () => {
    const model = learned(week());
    expect(levelsOf(model)).toEqual(['0.0 off', '0.1 standby', '1.5 on']);
    expect(model.levels.map(({ share }) => Number(share.toFixed(2)))).toEqual([0.63, 0.06, 0.31]);
    expect(model.interval).toBe(10_000);
    expect([model.from, model.to]).toEqual([MONDAY, MONDAY + 5 * DAY - 10_000]);
  });

  it('takes what never draws anything for off, what always draws for on', () => {
    expect(levelsOf(learned(always(0)))).toEqual(['0.0 off']);
    expect(levelsOf(learned(always(0.4)))).toEqual(['0.4 on']);
  });

  it('takes what cycles night and day for on throughout', () => {
    const cycle = Array.from({ length: 72 }, () => [
      { amperes: 0.07, minutes: 40 },
      { amperes: 0.6, minutes: 20 },
    ]).flat();
    expect(new Set(learned(cycle).levels.map(({ state }) => state))).toEqual(new Set(['on']));
  });

  it('does not take the flicker of a coarse clamp for levels', () => {
    const model = learn(currents(week({ standby: 1, on: 12 }), { step: 0.05 }));
    expect(model?.resolution).toBeGreaterThan(0.03);
    const low = model?.levels.filter(({ amperes }) => amperes < 0.5) ?? [];
    expect(new Set(low.map(({ state }) => state))).toEqual(new Set(['off']));
  });

  it('learns nothing from nothing', () => {
    expect(learn([])).toBeNull();
    expect(learn([{ at: MONDAY, amperes: 1 }])).toBeNull();
    expect(learn(currents(week()).map(({ at }) => ({ at, amperes: NaN })))).toBeNull();
  });

  it('passes over readings that are none', () => {
    const readings = currents(week());
    const spoiled = readings.flatMap((reading, index) =>
      index % 50 === 0
        ? [reading, { at: reading.at + 1, amperes: NaN }, { at: reading.at + 2, amperes: 1e9 }]
        : [reading],
    );
    expect(learn(spoiled)?.levels).toEqual(learn(readings)?.levels);
  });
});

describe('what corrections change', () => {
  const close = week({ standby: 1.1, on: 1.5 });
  const noon = MONDAY + 12.5 * HOUR;

  it('tells two near levels apart once somebody has said so', () => {
    expect(levelsOf(learned(close))).toEqual(['0.0 off', '1.1 on', '1.5 on']);
    const model = learned(close, [{ at: noon, state: 'standby' }]);
    expect(levelsOf(model)).toEqual(['0.0 off', '1.1 standby', '1.5 on']);
    expect(model.corrections[0]?.amperes).toBeCloseTo(1.1, 1);
  });

  it('is surer of what was said than of what was guessed', () => {
    const sureness = (model: Model) => Math.max(...(model.levels[1]?.chances ?? []));
    const said = learned(week(), [{ at: noon, state: 'standby' }]);
    expect(sureness(said)).toBeGreaterThan(sureness(learned(week())));
  });

  it('does not take what was said of a pause for what its level means', () => {
    const bouts = Array.from({ length: 4 }, () => [
      { amperes: 1.5, minutes: 60 },
      { amperes: 0.12, minutes: 4 },
    ]).flat();
    const words = [0, 1, 2].map((bout) => ({
      at: MONDAY + (62 + 64 * bout) * MINUTE,
      state: 'on' as const,
    }));
    const model = learned([...bouts, ...week()], words);
    expect(levelsOf(model)).toEqual(['0.0 off', '0.1 standby', '1.5 on']);
  });

  it('does not call it on that nothing flows', () => {
    const model = learned(
      [...always(0, 30), ...always(1.5, 18)],
      [{ at: MONDAY + 2 * HOUR, state: 'on' }],
    );
    expect(levelsOf(model)).toEqual(['0.0 off', '1.5 on']);
  });

  it('makes a level of a current too rare to be one by itself', () => {
    const rare = [...always(0, 60), { amperes: 0.3, minutes: 3 }, ...always(2, 40)];
    expect(levelsOf(learned(rare))).toEqual(['0.0 off', '2.0 on']);
    const at = MONDAY + 60 * HOUR + 90_000;
    expect(levelsOf(learned(rare, [{ at, state: 'standby' }]))).toContain('0.3 standby');
  });

  it('keeps a word when its readings are gone, and lets it fade', () => {
    const [word] = learned(close, [{ at: noon, state: 'standby' }]).corrections;
    if (!word) throw new Error('no word');
    const later = (days: number) =>
      learn(currents(close, { from: MONDAY + days * DAY }), [word])?.levels[1]?.state;
    expect(later(7)).toBe('standby');
    expect(later(90)).toBe('on');
  });

  it('follows the many against the one', () => {
    const days = [0, 1, 2].map((day) => noon + day * DAY);
    const words = days.map((at, index) => ({
      at,
      state: index === 1 ? ('off' as const) : ('standby' as const),
    }));
    expect(learned(close, words).levels[1]?.state).toBe('standby');
  });
});

describe('before there is anything to learn from', () => {
  it('starts from what others of the class draw, and says how little that is worth', () => {
    const models = [1, 2, 3].map((on) => learned(week({ on })));
    const typical = typicalOf(models);
    expect(typical?.on).toBeCloseTo(2, 1);
    const model = coldStart(typical);
    expect(model.isCold).toBe(true);
    expect(levelsOf(model)).toEqual(['0.0 off', '0.1 standby', '2.0 on']);
    expect(Math.max(...model.levels.flatMap(({ chances }) => chances))).toBeLessThan(0.7);
  });

  it('knows no class where nobody tells all three states', () => {
    expect(typicalOf([learned(always(0))])).toBeNull();
    expect(coldStart(null).levels.map(({ state }) => state)).toEqual(['off', 'standby', 'on']);
  });
});

test.each([
  [0.06, 'standby'],
  [0.3, 'on'],
])('a machine that never draws anything but %p A is taken to be %s', (amperes, state) => {
  const model = learn(currents([{ amperes, minutes: 2880 }]));
  expect(new Set(model?.levels.map((level) => level.state))).toEqual(new Set([state]));
});
