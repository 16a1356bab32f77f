import type { Trx } from '../../infra/database.ts';
import { cellsOf, type CellRange, type Interval } from './domain/cells.ts';
import type { TakenCells } from './domain/free-slots.ts';
import { insertRows } from '../../infra/insert-rows.ts';
import type { BookingState } from './domain/states.ts';

export interface TakenCell {
  stationId: string;
  cell: number;
  ownerKind: 'booking' | 'outage' | 'crew_time';
  ownerId: string;
  /** Of the booking that owns the cell; null where something else does. */
  state: BookingState | null;
  bookedBy: string | null;
  holdExpiresAt: Date | null;
}

/** Who owns which cells of some stations, in a half-open range. */
export async function findCells(
  trx: Trx,
  stationIds: readonly string[],
  { first, end }: CellRange,
): Promise<TakenCell[]> {
  const rows = (await trx('booking_cells as c')
    .leftJoin('bookings as b', 'b.id', 'c.owner_id')
    .whereIn('c.station_id', [...stationIds])
    .where('c.cell', '>=', first)
    .where('c.cell', '<', end)
    .orderBy(['c.station_id', 'c.cell'])
    .select('c.station_id', 'c.cell', 'c.owner_kind', 'c.owner_id')
    .select('b.state', 'b.owner_id as booked_by', 'b.hold_expires_at')) as Record<
    string,
    unknown
  >[];
  return rows.map((row) => ({
    stationId: String(row['station_id']),
    cell: Number(row['cell']),
    ownerKind: row['owner_kind'] as TakenCell['ownerKind'],
    ownerId: String(row['owner_id']),
    state: row['state'] as BookingState | null,
    bookedBy: row['booked_by'] as string | null,
    holdExpiresAt: row['hold_expires_at'] as Date | null,
  }));
}

/** Cells by station, with an empty set for every station that has none. */
export function takenByStation(
  stationIds: readonly string[],
  cells: readonly Pick<TakenCell, 'stationId' | 'cell'>[],
): TakenCells {
  const taken = new Map(stationIds.map((id) => [id, new Set<number>()]));
  for (const { stationId, cell } of cells) taken.get(stationId)?.add(cell);
  return taken;
}

/** Taken cells only, of many stations at once: what lists need to tell the next free slot. */
export async function findTaken(
  trx: Trx,
  stationIds: readonly string[],
  span: Interval,
  exceptOwner = '',
): Promise<TakenCells> {
  if (stationIds.length === 0) return new Map();
  const { first, end } = cellsOf(span);
  const rows = (await trx('booking_cells')
    .whereIn('station_id', [...stationIds])
    .where('cell', '>=', first)
    .where('cell', '<', end)
    .whereNot('owner_id', exceptOwner)
    .select('station_id', 'cell')) as { station_id: string; cell: number }[];
  return takenByStation(
    stationIds,
    rows.map((row) => ({ stationId: row.station_id, cell: row.cell })),
  );
}

/** Takes cells for a booking, an outage or the crew's own time. Ascending, so that two writers of the
 * same slot wait for each other in one order. A cell that is taken fails on the primary key. */
export async function insertCells(
  trx: Trx,
  cells: readonly Pick<TakenCell, 'stationId' | 'cell' | 'ownerKind' | 'ownerId'>[],
): Promise<void> {
  const rows = [...cells]
    .sort((a, b) =>
      a.stationId === b.stationId ? a.cell - b.cell : a.stationId < b.stationId ? -1 : 1,
    )
    .map((one) => ({
      station_id: one.stationId,
      cell: one.cell,
      owner_kind: one.ownerKind,
      owner_id: one.ownerId,
    }));
  await insertRows(trx, 'booking_cells', rows);
}

/** One writer at a time goes to a station: where the gate is away, and where use begins. */
export async function lockStation(trx: Trx, stationId: string): Promise<void> {
  await trx('stations').where({ id: stationId }).forUpdate().first('id');
}

/** Whether blocks, or others' bookings that have yet to be used, own any of these cells. */
export async function isHeldByOthers(
  trx: Trx,
  stationId: string,
  ownerId: string,
  { first, end }: CellRange,
): Promise<boolean> {
  const row: unknown = await trx('booking_cells as c')
    .leftJoin('bookings as b', 'b.id', 'c.owner_id')
    .where('c.station_id', stationId)
    .where('c.cell', '>=', first)
    .where('c.cell', '<', end)
    .whereNot('c.owner_id', ownerId)
    .where((alive) => {
      void alive.whereNull('b.id').orWhereIn('b.state', ['held', 'requested', 'confirmed']);
    })
    .first('c.cell');
  return row !== undefined;
}

/** The cells that an owner holds on its station, ascending. */
export async function findOwnCells(
  trx: Trx,
  ownerId: string,
): Promise<{ stationId: string; cell: number }[]> {
  const rows = (await trx('booking_cells')
    .where({ owner_id: ownerId })
    .orderBy(['station_id', 'cell'])
    .select('station_id', 'cell')) as { station_id: string; cell: number }[];
  return rows.map((row) => ({ stationId: row.station_id, cell: row.cell }));
}

/** Frees an owner's cells, from one cell on where given. */
export async function deleteCells(trx: Trx, ownerId: string, from?: number): Promise<number> {
  const query = trx('booking_cells').where({ owner_id: ownerId });
  if (from !== undefined) void query.where('cell', '>=', from);
  return await query.delete();
}

/** Frees some of an owner's cells on one station. */
export async function deleteSomeCells(
  trx: Trx,
  ownerId: string,
  stationId: string,
  cells: readonly number[],
): Promise<void> {
  if (cells.length === 0) return;
  await trx('booking_cells')
    .where({ owner_id: ownerId, station_id: stationId })
    .whereIn('cell', [...cells])
    .delete();
}

export async function purgeCellsBefore(trx: Trx, cell: number, limit: number): Promise<number> {
  return await trx('booking_cells').where('cell', '<', cell).limit(limit).delete();
}

/** Neighbouring cells of one owner on one station. */
export interface CellRun {
  stationId: string;
  ownerKind: TakenCell['ownerKind'];
  state: BookingState | null;
  first: number;
  end: number;
}

/** What owns the cells of many stations in a range, as runs; holds whose time is over own nothing. */
export async function findRuns(
  trx: Trx,
  stationIds: readonly string[],
  { first, end }: CellRange,
  now: Date,
): Promise<CellRun[]> {
  if (stationIds.length === 0) return [];
  // A booking's cells on a station are one run, so the database can fold them: a week of 300
  // instruments comes as thousands of rows instead of tens of thousands.
  const [rows] = (await trx.raw(
    `select c.station_id, c.owner_kind, b.state, min(c.cell) as first, max(c.cell) + 1 as end
       from booking_cells c left join bookings b on b.id = c.owner_id
      where c.station_id in (${stationIds.map(() => '?').join(',')}) and c.cell >= ? and c.cell < ?
        and not (b.state <=> 'held' and b.hold_expires_at < ?)
      group by c.station_id, c.owner_id, c.owner_kind, b.state`,
    [...stationIds, first, end, now] as string[],
  )) as [Record<string, unknown>[]];
  return rows.map((row) => ({
    stationId: String(row['station_id']),
    ownerKind: row['owner_kind'] as TakenCell['ownerKind'],
    state: row['state'] as BookingState | null,
    first: Number(row['first']),
    end: Number(row['end']),
  }));
}
