import type { Trx } from '../../infra/database.ts';
import type { UserKind } from '../instruments/index.ts';
import type { CatalogueEntry } from './domain/catalogue.ts';

/** What is kept ready of a catalogue entry; the rest is joined when it is read. */
export type SearchDocument = Pick<
  CatalogueEntry,
  | 'id'
  | 'classCode'
  | 'cityCode'
  | 'unitId'
  | 'status'
  | 'maker'
  | 'acceptsVouchers'
  | 'lat'
  | 'lon'
  | 'pricesFen'
  | 'priceItem'
  | 'nextFree'
  | 'refreshedAt'
>;

export async function upsertDocuments(
  trx: Trx,
  documents: readonly SearchDocument[],
): Promise<void> {
  if (documents.length === 0) return;
  await trx('search_documents')
    .insert(
      documents.map((document) => ({
        instrument_id: document.id,
        class_code: document.classCode,
        city_code: document.cityCode,
        unit_id: document.unitId,
        status: document.status,
        maker: document.maker,
        accepts_vouchers: document.acceptsVouchers,
        lat: document.lat,
        lon: document.lon,
        own_group_fen: document.pricesFen.own_group,
        own_unit_fen: document.pricesFen.own_unit,
        academic_fen: document.pricesFen.academic,
        company_fen: document.pricesFen.company,
        price_item: document.priceItem,
        next_free_at: document.nextFree?.startsAt ?? null,
        next_free_ends_at: document.nextFree?.endsAt ?? null,
        refreshed_at: document.refreshedAt,
      })),
    )
    .onConflict()
    .merge();
}

/** The price a list shows of each instrument, by user kind: its cheapest hour, else its sample. */
export async function findHeadlinePrices(
  trx: Trx,
  instrumentIds: readonly string[],
  onDay: string,
) {
  const rows = (await trx('price_lists as l')
    .join('price_items as p', 'p.price_list_id', 'l.id')
    .whereIn('l.instrument_id', [...instrumentIds])
    .where('l.valid_from', '<=', onDay)
    .where((open) => void open.whereNull('l.valid_to').orWhere('l.valid_to', '>=', onDay))
    .whereIn('p.item', ['machine_hour', 'crew_hour', 'sample'])
    .orderBy(['l.valid_from', 'p.position'])
    .select('l.instrument_id', 'l.id as list_id', 'p.user_kind', 'p.item', 'p.unit_fen')) as {
    instrument_id: string;
    list_id: string;
    user_kind: UserKind;
    item: string;
    unit_fen: number;
  }[];
  const newest = new Map(rows.map((row) => [row.instrument_id, row.list_id]));
  const order = ['machine_hour', 'crew_hour', 'sample'];
  const prices = new Map<string, { item: string; fen: Partial<Record<UserKind, number>> }>();
  const current = rows.filter((row) => newest.get(row.instrument_id) === row.list_id);
  for (const row of current.sort((a, b) => order.indexOf(a.item) - order.indexOf(b.item))) {
    const found = prices.get(row.instrument_id) ?? { item: row.item, fen: {} };
    if (found.item === row.item) found.fen[row.user_kind] = row.unit_fen;
    prices.set(row.instrument_id, found);
  }
  return prices;
}

/**
 * Documents to look at again, oldest first: the next free slot has passed, or there was none, or a price
 * list began or ended with this day, or a day went by. None that was written after `before`.
 */
export async function findStaleDocuments(
  trx: Trx,
  at: { now: Date; before: Date; dayAgo: Date; today: string; todayBegan: Date },
  limit: number,
): Promise<string[]> {
  const repriced = trx('price_lists')
    .where('valid_from', at.today)
    .orWhereRaw('valid_to = ? - interval 1 day', [at.today])
    .select('instrument_id');
  const rows = (await trx('search_documents')
    .where('refreshed_at', '<', at.before)
    .whereNot('status', 'retired')
    .where((stale) => {
      void stale
        .where('next_free_at', '<', at.now)
        .orWhereNull('next_free_at')
        .orWhere('refreshed_at', '<', at.dayAgo)
        .orWhere((priced) => {
          void priced.where('refreshed_at', '<', at.todayBegan).whereIn('instrument_id', repriced);
        });
    })
    .orderBy('refreshed_at')
    .limit(limit)
    .select('instrument_id')) as { instrument_id: string }[];
  return rows.map((row) => row.instrument_id);
}

/** Instruments that have no document, as when an import broke off before it was written, after an id. */
export async function findUndocumented(trx: Trx, after: string, limit: number): Promise<string[]> {
  const rows = (await trx('instruments as i')
    .leftJoin('search_documents as d', 'd.instrument_id', 'i.id')
    .whereNull('d.instrument_id')
    .where('i.id', '>', after)
    .orderBy('i.id')
    .limit(limit)
    .select('i.id')) as { id: string }[];
  return rows.map(({ id }) => id);
}
