import type { Trx } from '../../infra/database.ts';

/** A note for the next shift, with the names its readers see. */
export interface HandoverNote {
  id: string;
  unitId: string;
  crewId: string | null;
  crewName: string | null;
  instrument: { id: string; name: string; nameEn: string | null; model: string } | null;
  text: string;
  writtenBy: string;
  writtenAt: Date;
  doneBy: string | null;
  doneAt: Date | null;
}

const notes = (trx: Trx) =>
  trx('handover_notes as n')
    .join('users as w', 'w.id', 'n.written_by')
    .leftJoin('users as d', 'd.id', 'n.done_by')
    .leftJoin('crews as c', 'c.id', 'n.crew_id')
    .leftJoin('instruments as i', 'i.id', 'n.instrument_id')
    .select('n.*', 'w.name as writer_name', 'd.name as doer_name', 'c.name as crew_name')
    .select('i.name as instrument_name', 'i.name_en as instrument_name_en', 'i.model');

const toNote = (row: Record<string, unknown>): HandoverNote => ({
  id: String(row['id']),
  unitId: String(row['unit_id']),
  crewId: row['crew_id'] as string | null,
  crewName: row['crew_name'] as string | null,
  instrument:
    row['instrument_name'] === null
      ? null
      : {
          id: String(row['instrument_id']),
          name: row['instrument_name'] as string,
          nameEn: row['instrument_name_en'] as string | null,
          model: String(row['model']),
        },
  text: String(row['words']),
  writtenBy: String(row['writer_name']),
  writtenAt: row['written_at'] as Date,
  doneBy: row['doer_name'] as string | null,
  doneAt: row['done_at'] as Date | null,
});

export async function findNote(trx: Trx, id: string): Promise<HandoverNote | undefined> {
  const row = (await notes(trx).where('n.id', id).first()) as Record<string, unknown> | undefined;
  return row === undefined ? undefined : toNote(row);
}

/** More open ones than anybody reads are not shown. */
const MOST = 100;

/** A unit's open notes and those done since an instant, the newest first; of some crews, and those for all of it. */
export async function findNotes(
  trx: Trx,
  { crewIds, doneSince, unitId }: { unitId: string; crewIds?: readonly string[]; doneSince: Date },
): Promise<HandoverNote[]> {
  const query = notes(trx)
    .where('n.unit_id', unitId)
    .where((open) => void open.whereNull('n.done_at').orWhere('n.done_at', '>=', doneSince))
    .orderBy([
      { column: 'n.written_at', order: 'desc' },
      { column: 'n.id', order: 'desc' },
    ])
    .limit(MOST);
  if (crewIds !== undefined) {
    void query.where((own) => void own.whereNull('n.crew_id').orWhereIn('n.crew_id', [...crewIds]));
  }
  return ((await query) as Record<string, unknown>[]).map(toNote);
}

export async function insertNote(
  trx: Trx,
  note: {
    id: string;
    unitId: string;
    crewId: string | null;
    instrumentId: string | null;
    text: string;
    writtenBy: string;
    writtenAt: Date;
  },
): Promise<void> {
  await trx('handover_notes').insert({
    id: note.id,
    unit_id: note.unitId,
    crew_id: note.crewId,
    instrument_id: note.instrumentId,
    words: note.text,
    written_by: note.writtenBy,
    written_at: note.writtenAt,
  });
}

/** Marks a note as done, or as open again, by one guarded statement; false where it was so. */
export async function finishNote(
  trx: Trx,
  id: string,
  done: { by: string; at: Date } | null,
): Promise<boolean> {
  const query = trx('handover_notes').where({ id });
  if (done === null) void query.whereNotNull('done_at');
  else void query.whereNull('done_at');
  return (await query.update({ done_by: done?.by ?? null, done_at: done?.at ?? null })) === 1;
}
