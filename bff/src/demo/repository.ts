import type { PriceItem, PriceList } from '../features/pricing/index.ts';
import { fromJson, type Trx } from '../infra/database.ts';

/** The audit line that says the demo stands whole; the trail can only be added to. */
export const MARKER = 'demo.seeded';

/** How many instruments the demo in this database has; undefined where there is none, or half of one. */
export async function findMarker(trx: Trx): Promise<number | undefined> {
  const row = (await trx('audit_events')
    .where({ object_kind: 'demo', object_id: 'province', action: MARKER })
    .first('detail')) as { detail: unknown } | undefined;
  return row === undefined ? undefined : fromJson<{ instruments: number }>(row.detail).instruments;
}

export async function hasPeople(trx: Trx): Promise<boolean> {
  return (await trx('users').first('id')) !== undefined;
}

export async function findInstrumentIds(trx: Trx): Promise<string[]> {
  const rows = (await trx('instruments').orderBy('id').select('id')) as { id: string }[];
  return rows.map(({ id }) => id);
}

/** Instruments that take machine time and are open, the candidates of a lived-in past. */
export async function findOpenIds(trx: Trx): Promise<string[]> {
  const rows = (await trx('instruments')
    .where({ status: 'open', takes_time: true })
    .whereNotNull('crew_id')
    .orderBy('id')
    .select('id')) as { id: string }[];
  return rows.map(({ id }) => id);
}

/** Ids of instruments by unit name and inner code's model, for those the tour knows by name. */
export async function findByModels(
  trx: Trx,
  wanted: readonly { unit: string; model: string }[],
): Promise<Map<string, string>> {
  const rows = (await trx('instruments as i')
    .join('units as u', 'u.id', 'i.unit_id')
    .whereIn(
      'i.model',
      wanted.map(({ model }) => model),
    )
    .orderBy('i.id')
    .select('i.id', 'i.model', 'u.name')) as { id: string; model: string; name: string }[];
  const found = new Map<string, string>();
  for (const { id, model, name } of rows) {
    const key = `${name} ${model}`;
    if (!found.has(key)) found.set(key, id);
  }
  return found;
}

type Row = Record<string, unknown>;

/** The one price list of each instrument, with its items. */
export async function findPriceLists(
  trx: Trx,
  instrumentIds: readonly string[],
): Promise<Map<string, PriceList>> {
  const lists = (await trx('price_lists').whereIn('instrument_id', [...instrumentIds])) as Row[];
  const items = (await trx('price_items')
    .whereIn(
      'price_list_id',
      lists.map((list) => String(list['id'])),
    )
    .orderBy(['price_list_id', 'position'])) as Row[];
  const byList = new Map<string, PriceItem[]>();
  for (const item of items) {
    const listId = String(item['price_list_id']);
    const known = byList.get(listId) ?? [];
    byList.set(listId, known);
    known.push({
      userKind: item['user_kind'] as PriceItem['userKind'],
      item: item['item'] as PriceItem['item'],
      testItemId: item['test_item_id'] as string | null,
      name: String(item['name']),
      unitFen: Number(item['unit_fen']),
    });
  }
  return new Map(
    lists.map((list) => [
      String(list['instrument_id']),
      {
        id: String(list['id']),
        chargingMode: list['charging_mode'] as PriceList['chargingMode'],
        offPeak: fromJson(list['off_peak']),
        minimumFen: Number(list['minimum_fen']),
        subsidyPerHourFen: Number(list['subsidy_per_hour_fen']),
        validFrom: (list['valid_from'] as Date).toISOString().slice(0, 10),
        validTo: null,
        items: byList.get(String(list['id'])) ?? [],
      },
    ]),
  );
}

/** Ids of ledger accounts by their natural keys. */
export async function findAccountIds(
  trx: Trx,
  kinds: readonly string[],
): Promise<Map<string, string>> {
  const rows = (await trx('ledger_accounts')
    .whereIn('kind', [...kinds])
    .select('id', 'natural_key')) as { id: string; natural_key: string }[];
  return new Map(rows.map((row) => [row.natural_key, row.id]));
}

export async function setBalances(
  trx: Trx,
  balances: readonly { accountId: string; fen: number }[],
): Promise<void> {
  const BATCH = 1_000;
  for (let at = 0; at < balances.length; at += BATCH) {
    await trx('ledger_balances')
      .insert(
        balances
          .slice(at, at + BATCH)
          .map(({ accountId, fen }) => ({ account_id: accountId, balance_fen: fen })),
      )
      .onConflict()
      .merge(['balance_fen']);
  }
}

const COUNTED = `
  select b.id, b.payer_id as group_id, b.owner_id as user_id, b.total_fen,
         date_format(b.created_at + interval 8 hour, '%Y-%m') as month,
         case when b.state = 'held' then b.total_fen
              else coalesce((select sum(p.amount_fen - p.refunded_fen)
                               from payments y join payment_parts p on p.payment_id = y.id
                              where y.booking_id = b.id), 0) end as fen
    from bookings b where b.payer_kind = 'group'`;

/** Counts what every booking takes of its owner's month in the group that pays. */
export async function countMemberUses(trx: Trx): Promise<void> {
  await trx.raw(
    `insert into member_shares (booking_id, fen)
       select id, fen from (${COUNTED}) c where fen <> total_fen`,
  );
  await trx.raw(
    `insert into member_uses (group_id, user_id, month, used_fen)
       select group_id, user_id, month, sum(fen) from (${COUNTED}) c
        group by group_id, user_id, month`,
  );
}

/** What members have used in a month, in fen, by group and person. */
export async function findMemberUses(trx: Trx, month: string): Promise<Map<string, number>> {
  const rows = (await trx('member_uses').where({ month })) as Row[];
  return new Map(
    rows.map((row) => [
      `${String(row['group_id'])} ${String(row['user_id'])}`,
      Number(row['used_fen']),
    ]),
  );
}
