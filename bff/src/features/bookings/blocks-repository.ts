import type { Trx } from '../../infra/database.ts';

export interface Block {
  id: string;
  /** Occurrences and stations that were made together. */
  seriesId: string;
  kind: 'outage' | 'crew_time';
  instrumentId: string;
  stationId: string;
  startsAt: Date;
  endsAt: Date;
  reason: string;
  madeBy: string;
  createdAt: Date;
  liftedAt: Date | null;
}

const toBlock = (row: Record<string, unknown>): Block => ({
  id: String(row['id']),
  seriesId: String(row['series_id']),
  kind: row['kind'] as Block['kind'],
  instrumentId: String(row['instrument_id']),
  stationId: String(row['station_id']),
  startsAt: row['starts_at'] as Date,
  endsAt: row['ends_at'] as Date,
  reason: String(row['reason']),
  madeBy: String(row['made_by']),
  createdAt: row['created_at'] as Date,
  liftedAt: row['lifted_at'] as Date | null,
});

export async function insertBlock(trx: Trx, block: Block): Promise<void> {
  await trx('station_blocks').insert({
    id: block.id,
    series_id: block.seriesId,
    kind: block.kind,
    instrument_id: block.instrumentId,
    station_id: block.stationId,
    starts_at: block.startsAt,
    ends_at: block.endsAt,
    reason: block.reason,
    made_by: block.madeBy,
    created_at: block.createdAt,
  });
}

/** Blocks of an instrument that stand and touch `[from, to)`, soonest first. */
export async function findBlocks(
  trx: Trx,
  instrumentId: string,
  from: Date,
  to: Date,
): Promise<Block[]> {
  const rows = (await trx('station_blocks')
    .where({ instrument_id: instrumentId })
    .whereNull('lifted_at')
    .where('ends_at', '>', from)
    .where('starts_at', '<', to)
    .orderBy(['starts_at', 'station_id'])) as Record<string, unknown>[];
  return rows.map(toBlock);
}

export async function findSeries(trx: Trx, seriesId: string): Promise<Block[]> {
  const rows = (await trx('station_blocks')
    .where({ series_id: seriesId })
    .orderBy(['starts_at', 'station_id'])) as Record<string, unknown>[];
  return rows.map(toBlock);
}

/** Lifts a block by one guarded statement; false where it was lifted before. */
export async function liftBlock(trx: Trx, id: string, at: Date): Promise<boolean> {
  const changed = await trx('station_blocks')
    .where({ id })
    .whereNull('lifted_at')
    .update({ lifted_at: at });
  return changed === 1;
}
