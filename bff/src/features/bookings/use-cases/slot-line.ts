import type { Deps } from '../../../deps.ts';
import type { IdempotencyKey } from '../../../infra/idempotency-keys.ts';
import type { Instrument } from '../../instruments/index.ts';
import { enterLine, holderOf, leaveLine } from '../cache.ts';
import { cellsOf, type Interval } from '../domain/cells.ts';
import { buffersOf } from './judge-wish.ts';

/** One request's place in the line for its slot, within this process. */
export class SlotLine {
  private left: (() => void) | undefined;
  private readonly deps: Deps;
  private readonly range: Interval | null;
  private readonly holder: string;

  constructor(deps: Deps, range: Interval | null, key: IdempotencyKey) {
    this.deps = deps;
    this.range = range;
    this.holder = holderOf(key);
  }

  /** False where all stations of the slot are going to others at this moment. */
  readonly enter = (instrument: Instrument): boolean => {
    const { range } = this;
    if (range === null || instrument.stations.length === 0) return true;
    const stations = instrument.stations.map(({ id }) => id);
    const cells = cellsOf(range, buffersOf(instrument));
    this.left = () => {
      leaveLine(this.deps, stations, cells, this.holder);
    };
    return enterLine(this.deps, stations, cells, this.holder);
  };

  leave(): void {
    this.left?.();
  }
}
