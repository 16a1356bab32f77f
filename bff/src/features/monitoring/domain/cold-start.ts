import { bordersOf } from './borders.ts';
import type { Model, ModelLevel } from './model.ts';
import { USE_STATES, type UseState } from './readings.ts';
import { LEAST_RESOLUTION_A, signalOf } from './signal.ts';

/** What instruments of a class usually draw in each state, amperes. */
export type Typical = Record<UseState, number>;

/** Where nobody of its class has been measured: a laboratory instrument on a wall socket. */
const USUAL: Typical = { off: 0, standby: 0.1, on: 1 };
/** How likely a level borrowed from others is what it was there. */
const BORROWED = 0.6;
const WIDE = 0.3;
const INTERVAL_MS = 10_000;

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1];

/** What some models of one class have in common, or null where they do not tell all three states. */
export function typicalOf(models: readonly Model[]): Typical | null {
  const usual = (state: UseState) =>
    median(
      models.flatMap(({ levels }) => {
        const own = levels.filter((level) => level.state === state);
        const share = own.reduce((sum, level) => sum + level.share, 0);
        return share > 0
          ? [own.reduce((sum, level) => sum + level.share * level.amperes, 0) / share]
          : [];
      }),
    );
  const [off = 0, standby, on] = [usual('off'), usual('standby'), usual('on')];
  return standby !== undefined && on !== undefined && off < standby && standby < on
    ? { off, standby, on }
    : null;
}

/** What is thought of an instrument before its own readings tell: three levels, and little sureness. */
export function coldStart(typical: Typical | null = null): Model {
  const usual = typical ?? USUAL;
  const levels = USE_STATES.map((state): ModelLevel => {
    const amperes = Math.max(0, usual[state]);
    return {
      mean: signalOf(amperes, LEAST_RESOLUTION_A),
      amperes,
      spread: WIDE,
      wander: WIDE,
      share: 1 / USE_STATES.length,
      state,
      chances: USE_STATES.map((one) => (one === state ? BORROWED : (1 - BORROWED) / 2)),
    };
  });
  return {
    version: 1,
    isCold: true,
    from: 0,
    to: 0,
    interval: INTERVAL_MS,
    resolution: LEAST_RESOLUTION_A,
    levels,
    borders: bordersOf(levels, LEAST_RESOLUTION_A),
    corrections: [],
  };
}
