import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import { bookableSpan, localDay } from '../../bookings/index.ts';
import { findInstruments, USER_KINDS } from '../../instruments/index.ts';
import {
  findHeadlinePrices,
  type SearchDocument,
  upsertDocuments,
} from '../documents-repository.ts';
import { nextFreeOf, soon } from './next-free.ts';

/** Writes the search documents of some instruments anew from what the other features hold. */
export async function refreshDocuments(
  deps: Pick<Deps, 'clock'>,
  trx: Trx,
  instrumentIds: readonly string[],
): Promise<void> {
  const now = deps.clock.now();
  const instruments = await findInstruments(trx, instrumentIds);
  // A price list begins with the day of the unit, so a batch that spans zones is read zone by zone.
  const prices: Awaited<ReturnType<typeof findHeadlinePrices>> = new Map();
  for (const timeZone of new Set(instruments.map((one) => one.timeZone))) {
    const ids = instruments.filter((one) => one.timeZone === timeZone).map(({ id }) => id);
    const found = await findHeadlinePrices(trx, ids, localDay(now, timeZone).date);
    for (const [id, price] of found) prices.set(id, price);
  }
  const free = await nextFreeOf(trx, instruments, (one) => bookableSpan(one, null, now), soon(now));
  const documents = instruments.map((one): SearchDocument => {
    const price = prices.get(one.id);
    return {
      id: one.id,
      classCode: one.classCode,
      cityCode: one.cityCode,
      unitId: one.unitId,
      status: one.status,
      maker: one.maker,
      acceptsVouchers: one.acceptsVouchers,
      lat: one.lat,
      lon: one.lon,
      pricesFen: Object.fromEntries(
        USER_KINDS.map((kind) => [kind, price?.fen[kind] ?? null]),
      ) as SearchDocument['pricesFen'],
      priceItem: price?.item ?? null,
      nextFree: free.get(one.id) ?? null,
      refreshedAt: now,
    };
  });
  await upsertDocuments(trx, documents);
}
