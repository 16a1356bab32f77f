import { learn, type Model } from '../../../bff/src/features/monitoring/domain/model.ts';
import { energyOf, hoursOf, within } from '../../../bff/src/features/monitoring/domain/segments.ts';
import { settle } from '../../../bff/src/features/monitoring/domain/settle.ts';
import type { Correction } from '../../../bff/src/features/monitoring/domain/words.ts';
import { currents, HOUR, MINUTE, MONDAY, week } from '../../support/currents.ts';

const readings = currents(week());
const modelWith = (corrections: readonly Correction[] = []): Model => {
  const model = learn(readings, corrections);
  if (!model) throw new Error('no model');
  return model;
};
const model = modelWith();
const day = readings.filter(({ at }) => at < MONDAY + 24 * HOUR);
const stateAt = (at: number, using: Model) =>
  settle(day, using).find(({ from, to }) => from <= at && at < to)?.state;

describe('settled segments', () => {
  it('begin where a stay began, not where it was noticed', () => {
    expect(settle(day, model).map(({ state, from }) => [state, (from - MONDAY) / MINUTE])).toEqual([
      ['off', 0],
      ['on', 480],
      ['standby', 720],
      ['on', 810],
      ['off', 1020],
    ]);
  });

  it('leave no hole, and show silence as offline', () => {
    const gappy = day.filter(({ at }) => at < MONDAY + 2 * HOUR || at >= MONDAY + 3 * HOUR);
    const segments = settle(gappy, model);
    expect(segments.slice(0, 3).map(({ state }) => state)).toEqual(['off', 'offline', 'off']);
    segments.slice(1).forEach(({ from }, index) => expect(from).toBe(segments[index]?.to));
    expect(hoursOf(segments).offline).toBeCloseTo(1, 6);
  });

  it('leave out a stay of less than a minute', () => {
    const blip = (at: number) => at >= MONDAY + HOUR && at < MONDAY + HOUR + 40_000;
    const blipped = day.map((one) => (blip(one.at) ? { ...one, amperes: 1.5 } : one));
    expect(settle(blipped, model)).toHaveLength(5);
  });

  it('take a correction at its word even where the model cannot', () => {
    const at = MONDAY + HOUR;
    expect(stateAt(at, model)).toBe('off');
    expect(stateAt(at, modelWith([{ at, state: 'on' }]))).toBe('on');
    expect(stateAt(at + HOUR, modelWith([{ at, state: 'on' }]))).toBe('off');
  });

  it('add up to hours and energy', () => {
    const segments = settle(day, model);
    expect(hoursOf(segments)).toEqual({ off: 15, standby: 1.5, on: 7.5, offline: 0 });
    const supply = { volts: 230, phases: 1 as const, powerFactor: 1 };
    const expected = (0.23 * (1.5 * 7.5 + 0.12 * 1.5)) / 1;
    expect(energyOf(segments, supply)).toBeCloseTo(expected, 1);
    expect(energyOf(segments, { ...supply, phases: 3 })).toBeCloseTo(3 * expected, 0);
  });

  it('can be cut to a booking', () => {
    const cut = within(settle(day, model), MONDAY + 11 * HOUR, MONDAY + 13 * HOUR);
    expect(hoursOf(cut)).toEqual({ off: 0, standby: 1, on: 1, offline: 0 });
    const supply = { volts: 230, phases: 1 as const, powerFactor: 1 };
    expect(energyOf(cut, supply)).toBeCloseTo(0.23 * 1.62, 2);
  });

  it('are none where nothing was read', () => {
    expect(settle([], model)).toEqual([]);
    expect(settle([{ at: NaN, amperes: NaN }], model)).toEqual([]);
  });
});
