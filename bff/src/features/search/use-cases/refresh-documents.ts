import type { Deps } from '../../../deps.ts';
import { DAY, later } from '../../../infra/clock.ts';
import type { Trx } from '../../../infra/database.ts';
import { bookableSpan, findTaken, nextFree } from '../../bookings/index.ts';
import { findInstruments, type Instrument, USER_KINDS } from '../../instruments/index.ts';
import { bayesianMilli, sumOfAll } from '../../reviews/index.ts';
import { documentText } from '../domain/document.ts';
import {
  findHeadlinePrices,
  findSources,
  type SearchDocument,
  upsertDocuments,
} from '../documents-repository.ts';

/** How far ahead a list looks for a free slot. */
export const FREE_WITHIN = 14 * DAY;

/** The next free stretch of some instruments, by id, for the least favoured kind of user. */
export async function nextFreeOf(
  trx: Trx,
  instruments: readonly Instrument[],
  spanOf: (instrument: Instrument) => { from: Date; to: Date },
  now: Date,
) {
  const stations = instruments.flatMap((one) => one.stations.map(({ id }) => id));
  const taken = await findTaken(trx, stations, {
    startsAt: later(now, -DAY),
    endsAt: later(now, FREE_WITHIN + 2 * DAY),
  });
  return new Map(
    instruments.map((one) => {
      const own = new Map(one.stations.map(({ id }) => [id, taken.get(id) ?? new Set<number>()]));
      const span = spanOf(one);
      const horizon = later(now, FREE_WITHIN);
      const to = span.to < horizon ? span.to : horizon;
      const isBookable = one.status === 'open' && one.takesTime && span.from < to;
      const slot = isBookable
        ? nextFree(one.rules, one.timeZone, own, { from: span.from, to })
        : null;
      return [one.id, slot];
    }),
  );
}

/** Writes the search documents of some instruments anew from what the other features hold. */
export async function refreshDocuments(
  deps: Pick<Deps, 'clock'>,
  trx: Trx,
  instrumentIds: readonly string[],
): Promise<void> {
  const now = deps.clock.now();
  const instruments = await findInstruments(trx, instrumentIds);
  const sources = await findSources(trx, instrumentIds);
  const prices = await findHeadlinePrices(trx, instrumentIds, now.toISOString().slice(0, 10));
  const all = await sumOfAll(trx);
  const free = await nextFreeOf(trx, instruments, (one) => bookableSpan(one, null, now), now);
  const documents = instruments.map((one): SearchDocument => {
    const source = sources.get(one.id);
    const price = prices.get(one.id);
    const rating = { scoreSum: source?.scoreSum ?? 0, reviews: source?.reviews ?? 0 };
    return {
      instrumentId: one.id,
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
      ratingMilli: bayesianMilli(rating, all),
      ratingCount: rating.reviews,
      nextFreeAt: free.get(one.id)?.startsAt ?? null,
      text: documentText({
        name: `${one.name} ${one.nameEn ?? ''}`,
        model: one.model,
        maker: one.maker,
        class: one.className,
        alias: source?.aliases ?? '',
        unit: `${one.unitName} ${one.unitShortName} ${source?.unitNameEn ?? ''}`,
        city: source?.cityNames ?? '',
        text: one.description,
      }),
      refreshedAt: now,
    };
  });
  await upsertDocuments(trx, documents);
}
