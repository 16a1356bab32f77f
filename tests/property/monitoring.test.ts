import fc from 'fast-check';
import { oddsAbove } from '../../bff/src/features/monitoring/domain/borders.ts';
import { Classifier } from '../../bff/src/features/monitoring/domain/classifier.ts';
import { coldStart } from '../../bff/src/features/monitoring/domain/cold-start.ts';
import { learn, type Model } from '../../bff/src/features/monitoring/domain/model.ts';
import { USE_STATES } from '../../bff/src/features/monitoring/domain/readings.ts';
import { settle } from '../../bff/src/features/monitoring/domain/settle.ts';
import { currents, HOUR, MONDAY, type Stay } from '../support/currents.ts';

const SEED = Number(process.env['DAYI_MODEL_SEED'] ?? 1);
const check = (property: fc.IRawProperty<unknown>, numRuns = 60) =>
  fc.assert(property as fc.IProperty<unknown>, { seed: SEED, numRuns });

const anyReading = fc.record({
  at: fc.oneof(fc.double(), fc.integer({ min: MONDAY, max: MONDAY + 48 * HOUR })),
  amperes: fc.oneof(
    fc.double(),
    fc.constantFrom(NaN, Infinity, -1, 0, 1e9),
    fc.double({ min: 0, max: 30, noNaN: true }),
  ),
});

const anyStays = fc.array(
  fc.record({
    amperes: fc.oneof(fc.constant(0), fc.double({ min: 0.02, max: 30, noNaN: true })),
    minutes: fc.integer({ min: 2, max: 300 }),
  }),
  { minLength: 1, maxLength: 12 },
);

const state = fc.constantFrom(...USE_STATES);
const places = (model: Model) => model.levels.map((level) => USE_STATES.indexOf(level.state));

/** Stays, and something said of one moment among them. */
const spoken = anyStays.chain((stays: Stay[]) => {
  const readings = currents(stays);
  return fc.record({
    readings: fc.constant(readings),
    said: fc.array(
      fc.record({ at: fc.nat({ max: readings.length - 1 }), state }).map((word) => ({
        at: readings[word.at]?.at ?? MONDAY,
        state: word.state,
      })),
      { minLength: 1, maxLength: 3 },
    ),
  });
});

describe('whatever a sensor sends', () => {
  it('nothing throws, and confidence stays a chance', () => {
    check(
      fc.property(fc.array(anyReading, { maxLength: 400 }), (readings) => {
        const model = learn(readings) ?? coldStart();
        const classifier = new Classifier(model);
        for (const reading of readings) {
          const { confidence } = classifier.take(reading);
          if (!(confidence >= 0 && confidence <= 1 + 1e-9)) return false;
        }
        return settle(readings, model).every(({ from, to }) => to > from);
      }),
    );
  });

  it('a higher level never has a lower state, whatever was said', () => {
    check(
      fc.property(spoken, ({ readings, said }) => {
        const model = learn(readings, said);
        if (!model) return true;
        return places(model).every(
          (place, at) => at === 0 || place >= (places(model)[at - 1] ?? 0),
        );
      }),
    );
  });

  it('a higher current never tells for a lower state', () => {
    check(
      fc.property(spoken, fc.double({ min: -6, max: 6, noNaN: true }), ({ readings }, signal) => {
        const model = learn(readings) ?? coldStart();
        return model.borders.every(
          (border) => oddsAbove(border, signal + 0.05) >= oddsAbove(border, signal) - 1e-9,
        );
      }),
    );
  });

  it('a correction always changes the moment it corrects', () => {
    check(
      fc.property(spoken, ({ readings, said: [word] }) => {
        if (!word) return true;
        const model = learn(readings, [word]);
        if (!model) return true;
        const segment = settle(readings, model).find(
          ({ from, to }) => from <= word.at && word.at < to,
        );
        return segment?.state === word.state;
      }),
    );
  });

  it('a model is the same after a trip through JSON', () => {
    check(
      fc.property(spoken, ({ readings, said }) => {
        const model = learn(readings, said);
        expect(JSON.parse(JSON.stringify(model))).toEqual(model);
      }),
    );
  });

  it('an instrument four times as large has the same states', () => {
    const stays = fc.tuple(
      fc.double({ min: 0.15, max: 0.5, noNaN: true }),
      fc.double({ min: 3, max: 10, noNaN: true }),
    );
    check(
      fc.property(stays, ([standby, on]) => {
        const day = [
          { amperes: 0, minutes: 600 },
          { amperes: standby, minutes: 200 },
          { amperes: on, minutes: 600 },
        ];
        const states = [1, 4].map((times) => {
          const readings = currents([...day, ...day]).map(({ at, amperes }) => ({
            at,
            amperes: amperes * times,
          }));
          const model = learn(readings) ?? coldStart();
          const classifier = new Classifier(model);
          return readings.map((reading) => classifier.take(reading).state).join();
        });
        return states[1] === states[0];
      }),
      20,
    );
  });
});
