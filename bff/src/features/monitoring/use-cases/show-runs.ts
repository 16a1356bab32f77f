import type { Deps } from '../../../deps.ts';
import { DAY } from '../../../infra/clock.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import { type Actor, may } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { writeAudit } from '../../audit/index.ts';
import { findUses } from '../../bookings/index.ts';
import { getInstrument } from '../../instruments/index.ts';
import { secondsIn } from '../domain/run-day.ts';
import { findMonitored, setShowsRuns } from '../fleet-repository.ts';
import { presentShown, presentState, presentStretch } from '../presenter.ts';
import { findSegments } from '../segments-repository.ts';
import { readStates } from './latest-states.ts';
import { clipped, stretchesOf } from './read-run.ts';

/** What some instruments are doing, of those whose units let everyone see it, by id. */
export async function findShownRuns(deps: Deps, ids: readonly string[]) {
  const shown = await findMonitored(deps.db, { ids, isShown: true });
  const rows = await readStates(
    deps,
    shown.map(({ id }) => id),
  );
  const states = new Map(rows.map((row) => [row.instrumentId, row]));
  return new Map(shown.map((one) => [one.id, presentShown(states.get(one.id), one)]));
}

/** The same for a list of cards. */
export async function listRunStates(deps: Deps, ids: string) {
  const shown = await findShownRuns(deps, [...new Set(ids.split(','))]);
  const items = [...shown].map(([instrumentId, run]) => ({ instrumentId, ...run }));
  return { at: deps.clock.now().toISOString(), items };
}

/**
 * What an instrument is doing: for its own people and the authority over it with the current, for everyone where its
 * unit lets them see it.
 * @throws Problem `instrument.not_found`, `monitoring.no_sensor` also where it is not theirs to know
 */
export async function readRunState(deps: Deps, visitor: Actor | null, id: string) {
  const { crewId, regionCode, unitId } = await getInstrument(deps.db, id);
  const isWatcher =
    visitor !== null && may(visitor, 'listRunSegments', { crewId, unitId, regionCode });
  const [monitored] = await findMonitored(deps.db, {
    ids: [id],
    ...(isWatcher ? {} : { isShown: true }),
  });
  if (monitored === undefined) throw new Problem('monitoring.no_sensor');
  const [row] = await readStates(deps, [id]);
  return isWatcher
    ? presentState(row, monitored)
    : { ...presentShown(row, monitored), amperes: null };
}

/**
 * The last day of an instrument as everyone may see it.
 * @throws Problem `instrument.not_found`
 */
export async function readRunDay(deps: Deps, id: string) {
  await getInstrument(deps.db, id);
  const now = deps.clock.now();
  const from = new Date(now.getTime() - DAY);
  const times = { at: now.toISOString(), from: from.toISOString() };
  const shown = (await findShownRuns(deps, [id])).get(id);
  if (shown === undefined) return { ...times, run: null };
  const [found, uses] = await Promise.all([
    findSegments(deps.db, [id], from, now),
    findUses(deps.db, [id], from, now),
  ]);
  const span = { from: from.getTime(), to: now.getTime() };
  const segments = clipped(found.get(id) ?? [], span);
  const run = {
    now: shown,
    stretches: stretchesOf(segments).map(presentStretch),
    seconds: secondsIn(segments, span.from, span.to),
    bookings: uses.map(({ endsAt, startsAt }) => ({
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
    })),
  };
  return { ...times, run };
}

/** Says whether everyone may see what a unit's instruments are doing. @throws Problem `access.forbidden` */
export async function setRunShowing(deps: Deps, actor: Actor, unitId: string, isShown: boolean) {
  if (!may(actor, 'setRunShowing', { unitId })) throw new Problem('access.forbidden');
  await inTransaction(deps, async (trx) => {
    if (!(await setShowsRuns(trx, unitId, isShown))) return;
    await writeAudit(deps, trx, {
      actorId: actor.userId,
      action: isShown ? 'runs.show' : 'runs.hide',
      objectKind: 'unit',
      objectId: unitId,
      unitId,
    });
  });
  return { isShown };
}
