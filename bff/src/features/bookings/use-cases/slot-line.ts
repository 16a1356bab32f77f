import type { Deps } from '../../../deps.ts';
import type { IdempotencyKey } from '../../../infra/idempotency-keys.ts';
import type { Instrument } from '../../instruments/index.ts';
import { enterLine, holderOf, leaveLine, type Outcome } from '../cache.ts';
import { cellsOf, type Interval } from '../domain/cells.ts';
import { buffersOf } from './judge-wish.ts';

/** One request's place in the line for its slot, within this process. */
export class SlotLine {
  private settlePlace: ((outcome: Outcome) => void) | undefined;
  private leavePlace: (() => void) | undefined;
  private readonly deps: Deps;
  private readonly range: Interval | null;
  private readonly holder: string;

  constructor(deps: Deps, range: Interval | null, key: IdempotencyKey) {
    this.deps = deps;
    this.range = range;
    this.holder = holderOf(key);
  }

  /** False where all stations of the slot go to others at this moment. */
  readonly enter = async (instrument: Instrument): Promise<boolean> => {
    const { deps, holder, range } = this;
    const isInLine = this.leavePlace !== undefined;
    if (isInLine || range === null || instrument.stations.length === 0) return true;
    const stations = instrument.stations.map(({ id }) => id);
    const cells = cellsOf(range, buffersOf(instrument));
    const place = await enterLine(deps, stations, cells, holder);
    if (place === undefined) return false;
    this.settlePlace = place.settle;
    this.leavePlace = () => {
      leaveLine(deps, stations, cells, place);
    };
    return true;
  };

  /** Tells those behind what has become of it. */
  settle(outcome: Outcome): void {
    this.settlePlace?.(outcome);
  }

  leave(): void {
    this.leavePlace?.();
  }
}
