import type { Trx } from '../../infra/database.ts';
import { cellsOf, type CellRange, type Interval, listCells } from './domain/cells.ts';
import type { TakenCells } from './domain/free-slots.ts';
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
): Promise<TakenCells> {
  if (stationIds.length === 0) return new Map();
  const { first, end } = cellsOf(span);
  const rows = (await trx('booking_cells')
    .whereIn('station_id', [...stationIds])
    .where('cell', '>=', first)
    .where('cell', '<', end)
    .select('station_id', 'cell')) as { station_id: string; cell: number }[];
  return takenByStation(
    stationIds,
    rows.map((row) => ({ stationId: row.station_id, cell: row.cell })),
  );
}

/** Ascending, so that two writers of the same slot wait for each other in one order. */
export async function insertCells(
  trx: Trx,
  stationId: string,
  range: CellRange,
  bookingId: string,
): Promise<void> {
  await trx('booking_cells').insert(
    listCells(range).map((cell) => ({
      station_id: stationId,
      cell,
      owner_kind: 'booking',
      owner_id: bookingId,
    })),
  );
}

/** Writes a booking's cells again, so that a reclaim on another node collides. @returns how many. */
export async function rewriteCells(trx: Trx, bookingId: string): Promise<number> {
  return await trx('booking_cells')
    .where({ owner_id: bookingId })
    .update({ writes: trx.raw('writes + 1') });
}

/** Frees a booking's cells, from one cell on where given. */
export async function deleteCells(trx: Trx, bookingId: string, from?: number): Promise<number> {
  const query = trx('booking_cells').where({ owner_id: bookingId });
  if (from !== undefined) void query.where('cell', '>=', from);
  return await query.delete();
}

export async function purgeCellsBefore(trx: Trx, cell: number, limit: number): Promise<number> {
  return await trx('booking_cells').where('cell', '<', cell).limit(limit).delete();
}
