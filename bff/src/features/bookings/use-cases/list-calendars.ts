import type { Deps } from '../../../deps.ts';
import { DAY } from '../../../infra/clock.ts';
import { pageOf } from '../../../infra/cursor.ts';
import { Problem } from '../../../problem.ts';
import { findStationsOfUnit } from '../../instruments/index.ts';
import { type CellRun, findRuns } from '../cells-repository.ts';
import { cellsOf, cellStart } from '../domain/cells.ts';

const LONGEST = 62 * DAY;

type Kind = 'busy' | 'held' | 'closed';

const kindOf = ({ ownerKind, state }: CellRun): Kind => {
  if (ownerKind !== 'booking') return 'closed';
  return state === 'held' ? 'held' : 'busy';
};

/** What is taken on an instrument: with one station its runs, with several where none is free. */
function busyOf(runs: readonly CellRun[], stations: number) {
  const edges = runs.flatMap((run) => [
    { at: run.first, by: 1, kind: kindOf(run) },
    { at: run.end, by: -1, kind: kindOf(run) },
  ]);
  edges.sort((a, b) => a.at - b.at || a.by - b.by);
  const busy: { startsAt: string; endsAt: string; kind: Kind }[] = [];
  let taken = 0;
  for (const edge of edges) {
    const before = taken;
    taken += edge.by;
    const at = cellStart(edge.at).toISOString();
    if (before < stations && taken === stations) {
      busy.push({ startsAt: at, endsAt: at, kind: stations === 1 ? edge.kind : 'busy' });
    }
    const last = busy.at(-1);
    if (before === stations && taken < stations && last !== undefined) last.endsAt = at;
  }
  return busy;
}

/**
 * The calendars of a unit's instruments, `[from, to)` of at most 62 days, in two statements however
 * many there are; never who booked.
 * @throws Problem `calendar.range_invalid`, `request.cursor_invalid`
 */
export async function listCalendars(
  deps: Deps,
  wish: { unitId: string; from: Date; to: Date; limit: number; after: string | undefined },
) {
  const { from, to } = wish;
  if (from >= to || to.getTime() - from.getTime() > LONGEST) {
    throw new Problem('calendar.range_invalid');
  }
  const now = deps.clock.now();
  const found = await findStationsOfUnit(deps.db, wish.unitId, wish.after, wish.limit + 1);
  const { rows, nextCursor } = pageOf(found, wish.limit, ({ id }) => [id]);
  const stations = rows.flatMap((one) => one.stationIds);
  const runs = await findRuns(deps.db, stations, cellsOf({ startsAt: from, endsAt: to }), now);
  const byStation = new Map<string, CellRun[]>(stations.map((id) => [id, []]));
  for (const run of runs) byStation.get(run.stationId)?.push(run);
  return {
    items: rows.map(({ id, name, model, stationIds }) => ({
      instrumentId: id,
      name,
      model,
      busy: busyOf(
        stationIds.flatMap((station) => byStation.get(station) ?? []),
        stationIds.length,
      ),
    })),
    nextCursor,
    readAt: now.toISOString(),
  };
}
