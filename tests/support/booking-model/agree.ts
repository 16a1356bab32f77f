import type { Deps } from '../../../bff/src/deps.ts';
import { proveLedger } from '../../../bff/src/features/ledger/index.ts';
import type { Model } from './model.ts';
import { paidOf } from './model.ts';
import { PEOPLE, type Planted } from './plant.ts';

/** All that model and database can be compared by, as plain values. */
interface Picture {
  bookings: Record<string, string>;
  cells: Record<string, string>;
  accounts: Record<string, number>;
  grant: Record<string, number>;
  escrows: Record<string, number>;
}

function pictureOfModel(model: Model): Picture {
  const bookings: Record<string, string> = {};
  const escrows: Record<string, number> = {};
  for (const one of model.bookings.values()) {
    bookings[one.id] = `${one.state} ${one.station} ${one.span.start}–${one.span.end} ${one.total}`;
    const isSettled = ['closed', 'cancelled', 'rejected', 'no_show'].includes(one.state);
    const held = isSettled ? 0 : paidOf(one);
    if (held !== 0) escrows[one.id] = held;
  }
  return {
    bookings,
    cells: Object.fromEntries(model.cells),
    accounts: { ...model.accounts },
    grant: { ...model.grant },
    escrows,
  };
}

type Row = Record<string, unknown>;

async function pictureOfDatabase({ db }: Deps, planted: Planted): Promise<Picture> {
  const instruments = Object.values(planted.instruments);
  const bookings: Row[] = await db('bookings')
    .whereIn(
      'instrument_id',
      instruments.map(({ id }) => id),
    )
    .select('id', 'state', 'station_id', 'starts_at', 'ends_at', 'total_fen');
  // An outage owns its cells block by block; the model knows them by their series.
  const cells: Row[] = await db('booking_cells as c')
    .leftJoin('station_blocks as k', 'k.id', 'c.owner_id')
    .whereIn(
      'c.station_id',
      instruments.flatMap(({ stations }) => stations),
    )
    .select('c.station_id', 'c.cell')
    .select(db.raw('coalesce(k.series_id, c.owner_id) as owner'));
  const keys = PEOPLE.map((who) => {
    const { kind, id } = planted.payers[who];
    return `prepaid:${kind}:${id}:UNITOWN`;
  });
  const accounts: Row[] = await db('ledger_accounts as a')
    .join('ledger_balances as b', 'b.account_id', 'a.id')
    .whereIn('a.natural_key', keys)
    .select('a.natural_key', 'b.balance_fen');
  const [grant]: Row[] = await db('voucher_grants').where({ id: planted.grantId });
  const escrows: Row[] = await db('ledger_postings as p')
    .join('ledger_accounts as a', 'a.id', 'p.account_id')
    .where('a.kind', 'escrow')
    .whereIn(
      'a.owner_id',
      bookings.map(({ id }) => String(id)),
    )
    .groupBy('a.owner_id')
    .select('a.owner_id')
    .sum('p.amount_fen as fen');
  const time = (at: unknown) => (at as Date).getTime();
  return {
    bookings: Object.fromEntries(
      bookings.map((row) => [
        row['id'],
        `${String(row['state'])} ${String(row['station_id'])} ${time(row['starts_at'])}–${time(row['ends_at'])} ${String(row['total_fen'])}`,
      ]),
    ),
    cells: Object.fromEntries(
      cells.map((row) => [`${String(row['station_id'])} ${String(row['cell'])}`, row['owner']]),
    ) as Record<string, string>,
    accounts: Object.fromEntries(
      PEOPLE.map((who, index) => [
        who,
        Number(accounts.find((row) => row['natural_key'] === keys[index])?.['balance_fen']),
      ]),
    ),
    grant: {
      left: Number(grant!['left_fen']),
      frozen: Number(grant!['frozen_fen']),
      used: Number(grant!['used_fen']),
      lapsed: Number(grant!['lapsed_fen']),
    },
    escrows: Object.fromEntries(
      escrows
        .filter((row) => Number(row['fen']) !== 0)
        .map((row) => [row['owner_id'], Number(row['fen'])]),
    ),
  };
}

/** Database and model show the same picture, on any node. */
export async function expectAgreement(deps: Deps, model: Model, planted: Planted): Promise<void> {
  expect(await pictureOfDatabase(deps, planted)).toEqual(pictureOfModel(model));
}

/** What holds whatever the model thinks: every posting, balance, escrow, voucher and share agrees. */
export async function expectProof(deps: Deps): Promise<void> {
  const { balanced, differences } = await proveLedger(deps);
  expect({ balanced, differences }).toEqual({ balanced: true, differences: [] });
}
