import type { Deps } from '../../../deps.ts';
import { emit } from '../../../infra/outbox.ts';
import { schedule } from '../../../infra/tasks.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import type { Instrument } from '../../instruments/index.ts';
import type { Interval } from '../../search/index.ts';
import { weekOf } from '../domain/week.ts';
import { insertMatch, lockWeek, markTold, writeWeek } from '../matches-repository.ts';
import { findSearches, type SavedSearch } from '../searches-repository.ts';
import { findWeeklyNotices } from '../settings-repository.ts';

export const FOLD = 'recommendations.fold';

interface Found {
  search: SavedSearch;
  instrument: Instrument;
  /** Free at the time the search asks for; null where it asks for none. */
  slot: Interval | null;
  isFreed: boolean;
  at: Date;
}

/** The same thing is told once: an opening once a day, a freed slot by its beginning. */
function subjectOf({ instrument, slot, isFreed, at }: Found): string {
  return isFreed && slot !== null
    ? `freed:${instrument.id}:${slot.startsAt.toISOString()}`
    : `opened:${instrument.id}:${at.toISOString().slice(0, 10)}`;
}

/**
 * Tells a person what their saved search found, as often in a week as they want to hear; what is beyond
 * that becomes one line at the week's end.
 */
export async function tellMatch(deps: Deps, found: Found): Promise<void> {
  const { search, instrument, slot, isFreed } = found;
  const { userId } = search;
  const now = deps.clock.now();
  const { week, endsAt } = weekOf(now);
  await inTransaction(deps, async (trx) => {
    const wanted = (await findWeeklyNotices(trx, [userId]))(userId);
    if (wanted === 0) return;
    const id = deps.newId();
    const subject = subjectOf(found);
    const instrumentId = instrument.id;
    const match = { id, userId, searchId: search.id, instrumentId, subject, foundAt: now };
    if (!(await insertMatch(trx, match))) return;
    const { told, rest } = await lockWeek(trx, userId, week, now);
    if (told >= wanted) {
      await writeWeek(trx, userId, week, { told, rest: rest + 1 });
      const naturalKey = `${userId}:${week}`;
      const payload = { userId, week };
      if (rest === 0) await schedule(deps, trx, { kind: FOLD, naturalKey, dueAt: endsAt, payload });
      return;
    }
    await writeWeek(trx, userId, week, { told: told + 1, rest });
    await markTold(trx, id);
    await emit(deps, trx, {
      topic: 'saved_search.matched',
      payload: {
        userId,
        search: search.name,
        instrumentId,
        what: isFreed ? 'freed' : 'opened',
        startsAt: slot?.startsAt.toISOString() ?? null,
        endsAt: slot?.endsAt.toISOString() ?? null,
      },
    });
  });
}

/**
 * Tells in one line what a week found beyond what its person wanted to hear one by one; who has asked for
 * silence meanwhile is told nothing.
 */
export async function foldWeek(deps: Deps, userId: string, week: string): Promise<void> {
  await inTransaction(deps, async (trx) => {
    const { told, rest } = await lockWeek(trx, userId, week, deps.clock.now());
    if (rest === 0) return;
    await writeWeek(trx, userId, week, { told, rest: 0 });
    const wanted = (await findWeeklyNotices(trx, [userId]))(userId);
    const isListening = (await findSearches(trx, userId)).some(({ notify }) => notify);
    if (wanted === 0 || !isListening) return;
    await emit(deps, trx, { topic: 'saved_search.folded', payload: { userId, count: rest } });
  });
}
