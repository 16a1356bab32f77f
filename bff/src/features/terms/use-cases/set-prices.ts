import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import { isDuplicate } from '../../../infra/database-errors.ts';
import { DAY, later } from '../../../infra/clock.ts';
import type { IdempotencyKey, StoredAnswer } from '../../../infra/idempotency-keys.ts';
import { inIdempotentTransaction } from '../../../infra/idempotent-transaction.ts';
import { emit } from '../../../infra/outbox.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { writeAudit } from '../../audit/index.ts';
import { localDay } from '../../bookings/index.ts';
import { type Instrument, keepTestItem, lockInstrument } from '../../instruments/index.ts';
import {
  deletePriceList,
  endPriceList,
  findPriceLists,
  insertPriceList,
  type PriceItem,
  type PriceList,
} from '../../pricing/index.ts';
import { instrumentFor } from './run-instrument.ts';

const today = (deps: Deps, { timeZone }: Instrument): string =>
  localDay(deps.clock.now(), timeZone).date;

const dayBefore = (date: string): string =>
  later(new Date(`${date}T00:00:00.000Z`), -DAY)
    .toISOString()
    .slice(0, 10);

/** Price lists of an instrument and the unit's own day today. */
export async function listPriceLists(deps: Deps, actor: Actor, id: string) {
  const instrument = await instrumentFor(deps, actor, id, 'listPriceLists');
  return { items: await findPriceLists(deps.db, id), today: today(deps, instrument) };
}

/** The items with a test item each, made where a sample names one that the instrument has not had. */
async function withTestItems(
  deps: Deps,
  trx: Trx,
  instrumentId: string,
  items: readonly PriceItem[],
): Promise<PriceItem[]> {
  const isNew = ({ item, testItemId }: PriceItem) => item === 'sample' && testItemId === null;
  const names = new Set(items.filter(isNew).map(({ name }) => name));
  const made = new Map<string, string>();
  for (const name of names) {
    made.set(name, await keepTestItem(trx, { id: deps.newId(), instrumentId, name }));
  }
  const seen = new Set<string>();
  return items.map((one, index) => {
    const named = isNew(one) ? { ...one, testItemId: made.get(one.name) ?? null } : one;
    const { userKind, item, testItemId } = named;
    // A name that the instrument has already may stand beside its own id.
    if (item === 'sample' && seen.has(`${userKind} ${testItemId ?? ''}`)) {
      const fields = [{ path: `body.items.${index}`, code: 'field.duplicate' as const }];
      throw new Problem('request.invalid', { fields });
    }
    if (item === 'sample') seen.add(`${userKind} ${testItemId ?? ''}`);
    return named;
  });
}

/**
 * Sets prices from a day on; the list before ends on the eve, one that begins later goes on from its own
 * day. Bookings keep the price they were made at.
 * @throws Problem `instrument.not_found`, `access.forbidden`, `price_list.in_the_past`, `price_list.day_taken`,
 *   `test_item.not_found`, `request.invalid` where one test item is priced twice
 */
export async function createPriceList(
  deps: Deps,
  actor: Actor,
  key: IdempotencyKey,
  id: string,
  wanted: Omit<PriceList, 'id' | 'validTo'>,
): Promise<StoredAnswer> {
  const instrument = await instrumentFor(deps, actor, id, 'createPriceList');
  if (wanted.validFrom < today(deps, instrument)) throw new Problem('price_list.in_the_past');
  const known = new Set(instrument.testItems.map((item) => item.id));
  for (const { item, testItemId } of wanted.items) {
    const isUnknown = testItemId !== null && !known.has(testItemId);
    if (item === 'sample' && isUnknown) throw new Problem('test_item.not_found');
  }
  try {
    return await inIdempotentTransaction(deps, key, async (trx) => {
      await lockInstrument(trx, id);
      const lists = await findPriceLists(trx, id);
      const next = lists.filter(({ validFrom }) => validFrom > wanted.validFrom).at(-1);
      const before = lists.find(({ validFrom }) => validFrom < wanted.validFrom);
      const validTo = next === undefined ? null : dayBefore(next.validFrom);
      const items = await withTestItems(deps, trx, id, wanted.items);
      const list: PriceList = { ...wanted, items, id: deps.newId(), validTo };
      if (before !== undefined) await endPriceList(trx, before.id, dayBefore(wanted.validFrom));
      await insertPriceList(trx, id, list);
      await writeAudit(deps, trx, {
        actorId: actor.userId,
        action: 'prices.set',
        objectKind: 'instrument',
        objectId: id,
        unitId: instrument.unitId,
        detail: { before: before ?? null, after: list },
      });
      await emit(deps, trx, { topic: 'instrument.changed', payload: { instrumentId: id } });
      return { status: 201, body: list };
    });
  } catch (error) {
    if (isDuplicate(error, 'price_lists', 'price_lists__valid_from'))
      throw new Problem('price_list.day_taken');
    throw error;
  }
}

/**
 * Takes back prices that do not hold yet; those before go on in their place.
 * @throws Problem `instrument.not_found`, `access.forbidden`, `price_list.not_found`, `price_list.in_the_past`
 */
export async function withdrawPriceList(
  deps: Deps,
  actor: Actor,
  id: string,
  listId: string,
): Promise<void> {
  const instrument = await instrumentFor(deps, actor, id, 'withdrawPriceList');
  await inTransaction(deps, async (trx) => {
    await lockInstrument(trx, id);
    const lists = await findPriceLists(trx, id);
    const index = lists.findIndex((list) => list.id === listId);
    const list = lists[index];
    if (list === undefined) throw new Problem('price_list.not_found');
    if (list.validFrom <= today(deps, instrument)) throw new Problem('price_list.in_the_past');
    const before = lists[index + 1];
    await deletePriceList(trx, listId);
    if (before !== undefined) await endPriceList(trx, before.id, list.validTo);
    await writeAudit(deps, trx, {
      actorId: actor.userId,
      action: 'prices.withdrawn',
      objectKind: 'instrument',
      objectId: id,
      unitId: instrument.unitId,
      detail: { list },
    });
    await emit(deps, trx, { topic: 'instrument.changed', payload: { instrumentId: id } });
  });
}
