import type { Deps } from '../deps.ts';
import { HOUR, later, MINUTE } from '../infra/clock.ts';
import { insertRows } from '../infra/insert-rows.ts';
import type { Personas } from './personas.ts';
import { findOfCrew } from './sensors-repository.ts';

/** What the visitor's crew left to its next shifts: two notes that are open, and one that was seen to. */
export async function writeHandover(
  deps: Deps,
  { crewId, home, operator }: Pick<Personas, 'crewId' | 'home' | 'operator'>,
): Promise<void> {
  const now = deps.clock.now();
  const own = await findOfCrew(deps.db, crewId);
  const named = (model: string) => own.find((one) => one.model === model)?.id ?? null;
  const crew = home.labs.find(({ id }) => id === crewId)?.operators ?? [];
  const other = crew.find(({ id }) => id !== operator.id) ?? operator;
  const notes = [
    {
      by: operator,
      at: later(now, -36 * MINUTE),
      about: named('GeminiSEM 300'),
      words: '镜筒烘烤到 16:00，灯丝 2.45 A，别关机。',
      doneAt: null,
    },
    {
      by: other,
      at: later(now, -16 * HOUR),
      about: named('D8 Advance'),
      words: '循环水压力偏低，上机前先看一眼，低于 0.25 MPa 就叫维修。',
      doneAt: null,
    },
    {
      by: other,
      at: later(now, -17 * HOUR),
      about: null,
      words: '液氮罐周一下午送到，签收后推进 103 室。',
      doneAt: later(now, -4 * HOUR),
    },
  ];
  await insertRows(
    deps.db,
    'handover_notes',
    notes.map(({ about, at, by, doneAt, words }) => ({
      id: deps.newId(),
      unit_id: home.id,
      crew_id: crewId,
      instrument_id: about,
      words,
      written_by: by.id,
      written_at: at,
      done_by: doneAt === null ? null : operator.id,
      done_at: doneAt,
    })),
  );
}
