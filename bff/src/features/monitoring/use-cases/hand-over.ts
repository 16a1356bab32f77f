import type { RouteName } from '@dayi/shared/routes/index';
import type { Deps } from '../../../deps.ts';
import { DAY, later } from '../../../infra/clock.ts';
import type { Trx } from '../../../infra/database.ts';
import { givenText } from '../../../infra/given-text.ts';
import type { IdempotencyKey, StoredAnswer } from '../../../infra/idempotency-keys.ts';
import { inIdempotentTransaction } from '../../../infra/idempotent-transaction.ts';
import { emit } from '../../../infra/outbox.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import { type Actor, may, scopesFor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { findInstruments } from '../../instruments/index.ts';
import {
  findNote,
  findNotes,
  finishNote,
  type HandoverNote,
  insertNote,
} from '../handover-repository.ts';
import { presentNote } from '../presenter.ts';

const MOST_CHARACTERS = 300;

/** Whose notes somebody has to do with in a unit: all, or those of their crews. Null where none. */
function crewsIn(actor: Actor, route: RouteName, unitId: string): string[] | 'all' | null {
  if (may(actor, route, { unitId })) return 'all';
  const crewIds = scopesFor(actor, route, 'crew');
  const own = actor.crews.filter((crew) => crew.unitId === unitId && crewIds.includes(crew.id));
  return own.length === 0 ? null : own.map(({ id }) => id);
}

/** @throws Problem `access.forbidden` */
export async function listHandoverNotes(deps: Deps, actor: Actor, unitId: string) {
  const crews = crewsIn(actor, 'listHandoverNotes', unitId);
  if (crews === null) throw new Problem('access.forbidden');
  const doneSince = later(deps.clock.now(), -DAY);
  const whose = crews === 'all' ? {} : { crewIds: crews };
  const items = await findNotes(deps.db, { unitId, doneSince, ...whose });
  return { items: items.map(presentNote) };
}

/**
 * The crew a note is for: that of its instrument, else the writer's own; an administrator's is for the whole unit.
 * @throws Problem `instrument.not_found` where it is not an instrument of theirs
 */
async function crewOf(
  deps: Deps,
  crews: string[] | 'all',
  unitId: string,
  instrumentId: string | null,
): Promise<string | null> {
  if (instrumentId === null) return crews === 'all' ? null : (crews[0] ?? null);
  const [instrument] = await findInstruments(deps.db, [instrumentId]);
  const isOwn =
    instrument?.unitId === unitId && (crews === 'all' || crews.includes(instrument.crewId ?? ''));
  if (!isOwn) throw new Problem('instrument.not_found');
  return instrument.crewId;
}

const tell = (deps: Deps, trx: Trx, { id, unitId }: Pick<HandoverNote, 'id' | 'unitId'>) =>
  emit(deps, trx, { topic: 'handover.changed', payload: { noteId: id, unitId } });

/** Leaves the next shift a note. @throws Problem `access.forbidden`, `request.invalid`, `instrument.not_found` */
export async function writeHandoverNote(
  deps: Deps,
  actor: Actor,
  key: IdempotencyKey,
  unitId: string,
  wish: { text: string; instrumentId: string | null },
): Promise<StoredAnswer> {
  const crews = crewsIn(actor, 'writeHandoverNote', unitId);
  if (crews === null) throw new Problem('access.forbidden');
  const { instrumentId } = wish;
  const note = {
    id: deps.newId(),
    unitId,
    crewId: await crewOf(deps, crews, unitId, instrumentId),
    instrumentId,
    text: givenText(wish.text, 'text', MOST_CHARACTERS),
    writtenBy: actor.userId,
    writtenAt: deps.clock.now(),
  };
  return await inIdempotentTransaction(deps, key, async (trx) => {
    await insertNote(trx, note);
    await tell(deps, trx, note);
    return { status: 201, body: presentNote((await findNote(trx, note.id)) as HandoverNote) };
  });
}

function isTheirs(actor: Actor, { crewId, unitId }: HandoverNote): boolean {
  const crews = crewsIn(actor, 'finishHandoverNote', unitId);
  return crews === 'all' || (crews !== null && (crewId === null || crews.includes(crewId)));
}

/** Marks a note as done or as open again; who was first stays the one who did it. @throws Problem `monitoring.note_not_found` */
export async function finishHandoverNote(deps: Deps, actor: Actor, id: string, isDone: boolean) {
  return await inTransaction(deps, async (trx) => {
    const note = await findNote(trx, id);
    if (note === undefined || !isTheirs(actor, note)) {
      throw new Problem('monitoring.note_not_found');
    }
    const done = isDone ? { by: actor.userId, at: deps.clock.now() } : null;
    if (await finishNote(trx, id, done)) await tell(deps, trx, note);
    return presentNote((await findNote(trx, id)) as HandoverNote);
  });
}
