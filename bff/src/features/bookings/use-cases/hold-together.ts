import type { Deps } from '../../../deps.ts';
import type { Database, Trx } from '../../../infra/database.ts';
import {
  type IdempotencyKey,
  type StoredAnswer,
  storeIdempotentAnswers,
} from '../../../infra/idempotency-keys.ts';
import { inIdempotentTransaction } from '../../../infra/idempotent-transaction.ts';
import { emit, type NewEvent } from '../../../infra/outbox.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import { addUses } from '../../groups/index.ts';
import { insertCells } from '../cells-repository.ts';
import type { Booking } from '../domain/booking.ts';
import { type CellRange, listCells } from '../domain/cells.ts';
import { insertBookings } from '../repository.ts';
import { shareOf, takeShare } from './count-share.ts';

/** A hold that has passed rules and gate and only has to be written. */
export interface ReadyHold {
  booking: Booking;
  /** Null on samples that have no machine time yet. */
  cells: CellRange | null;
  events: readonly NewEvent[];
  key: IdempotencyKey;
  answer: StoredAnswer;
}

/**
 * Writes holds in the caller's transaction, all but their keys. What they take of their owners' months is
 * counted with them, unless it was already, within a limit.
 * @throws Problem `booking.rules_broken` where one of them passes a limit
 */
export async function writeHolds(
  deps: Deps,
  trx: Trx,
  holds: readonly ReadyHold[],
  shares: 'counted' | 'uncounted' = 'uncounted',
) {
  const cells = holds.flatMap(({ booking, cells: range }) =>
    range === null || booking.stationId === null
      ? []
      : listCells(range).map((cell) => ({
          stationId: booking.stationId ?? '',
          cell,
          ownerKind: 'booking' as const,
          ownerId: booking.id,
        })),
  );
  await insertCells(trx, cells);
  await insertBookings(
    trx,
    holds.map(({ booking }) => booking),
  );
  if (shares === 'uncounted') {
    const shares = holds.flatMap(({ booking }) => shareOf(booking) ?? []);
    // A limit that was set after the wish was judged holds all the same.
    if (!(await addUses(trx, shares))) {
      for (const { booking } of holds) await takeShare(trx, booking);
    }
  }
  await emit(deps, trx, ...holds.flatMap(({ events }) => events));
}

interface Waiting {
  hold: ReadyHold;
  resolve: (answer: StoredAnswer) => void;
  reject: (reason: unknown) => void;
}

const LANES = 2;
const MOST = 40;

/**
 * Commits together what comes while earlier commits are under way: a commit waits for the disk, and
 * twenty holds wait no longer than one. Alone, a hold goes at once and by itself. Where a commit of
 * several fails, for whatever reason, each is tried by itself: one that may not be never costs another.
 */
class HoldQueue {
  private readonly deps: Deps;
  private waiting: Waiting[] = [];
  private lanes = 0;

  constructor(deps: Deps) {
    this.deps = deps;
  }

  add(hold: ReadyHold): Promise<StoredAnswer> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ hold, resolve, reject });
      if (this.lanes < LANES) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.lanes += 1;
    for (;;) {
      const some = this.waiting.splice(0, MOST);
      if (some.length === 0) break;
      await this.commit(some);
    }
    this.lanes -= 1;
  }

  private async commit(some: readonly Waiting[]): Promise<void> {
    const [first] = some;
    if (some.length === 1 && first !== undefined) {
      await this.commitAlone(first);
      return;
    }
    try {
      await this.commitTogether(some.map(({ hold }) => hold));
    } catch {
      await Promise.all(some.map((one) => this.commitAlone(one)));
      return;
    }
    for (const { hold, resolve } of some) resolve(hold.answer);
  }

  private async commitTogether(holds: readonly ReadyHold[]): Promise<void> {
    await inTransaction(this.deps, async (trx) => {
      await writeHolds(this.deps, trx, holds);
      await storeIdempotentAnswers(this.deps, trx, holds);
    });
  }

  private async commitAlone({ hold, resolve, reject }: Waiting): Promise<void> {
    await inIdempotentTransaction(this.deps, hold.key, async (trx) => {
      await writeHolds(this.deps, trx, [hold]);
      return hold.answer;
    }).then(resolve, reject);
  }
}

const queues = new WeakMap<Database, HoldQueue>();

/**
 * Writes a hold and its answer in one commit, alone or together with others.
 * @throws what the database refuses it for, such as a duplicate in `booking_cells`.
 */
export async function commitHold(deps: Deps, hold: ReadyHold): Promise<StoredAnswer> {
  const queue = queues.get(deps.db) ?? new HoldQueue(deps);
  queues.set(deps.db, queue);
  return await queue.add(hold);
}
