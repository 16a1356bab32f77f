import { randomUUID } from 'node:crypto';
import type { LifeCycle } from '../../bff/src/bootstrap/life-cycle.mjs';
import { type Config, readConfig } from '../../bff/src/config.ts';
import type { Deps } from '../../bff/src/deps.ts';
import { SESSION_LIFE, signToken, TOKEN_LIFE } from '../../bff/src/features/identity/tokens.ts';
import { later } from '../../bff/src/infra/clock.ts';
import { createDatabase } from '../../bff/src/infra/database.ts';
import { insertRows } from '../../bff/src/infra/insert-rows.ts';
import { migrateUp } from '../../bff/src/infra/migrate.ts';
import { createDeps } from '../../bff/src/main.ts';
import { INSTRUMENTS, plantSmallProvince, topUp } from '../support/small-province.ts';
import { type Shot, VolleyClient } from '../support/volley.ts';
import { type Server, startProduct } from './servers.ts';

export const CLIENTS = 64;
const HOUR = 3_600_000;
const SECRET = 'a secret of the bench, long enough to sign with';

/** A catalogue of like instruments, and people who never asked for anything yet. */
export interface BookingStage {
  config: Config;
  deps: Deps;
  product: Server;
  client: VolleyClient;
  instruments: readonly string[];
  /** People not yet used, each with a token; one group for each client. */
  takePeople: (count: number) => readonly Person[];
  stop: () => Promise<void>;
}

export interface Person {
  id: string;
  sessionId: string;
  groupId: string;
  token: string;
}

/** The driver reads JSON columns as values, and writes only text. */
export function asStored(row: Record<string, unknown>): Record<string, unknown> {
  const isValue = (value: unknown) =>
    typeof value === 'object' && value !== null && !(value instanceof Date);
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      isValue(value) ? JSON.stringify(value) : value,
    ]),
  );
}

/** Copies of the small province's freest instrument, with whatever columns tables have by now. */
async function plantInstruments({ db }: Deps, count: number): Promise<string[]> {
  const rowsOf = async (table: string, where: Record<string, string>) =>
    (await db(table).where(where)) as Record<string, unknown>[];
  const source = { instrument_id: INSTRUMENTS.free };
  const instruments = await rowsOf('instruments', { id: INSTRUMENTS.free });
  const stations = await rowsOf('stations', source);
  const rules = await rowsOf('booking_rules', source);
  const lists = await rowsOf('price_lists', source);
  const items = await rowsOf('price_items', { price_list_id: String(lists[0]!['id']) });
  const ids = Array.from({ length: count }, (_, nth) => `BENCH${String(nth).padStart(5, '0')}`);
  const copies = (rows: Record<string, unknown>[], change: (id: string) => object) =>
    ids.flatMap((id) => rows.map((row) => asStored({ ...row, ...change(id) })));
  await insertRows(
    db,
    'instruments',
    copies(instruments, (id) => ({ id, code: id, inner_code: id })),
  );
  await insertRows(
    db,
    'stations',
    copies(stations, (id) => ({ id: `${id}S`, instrument_id: id })),
  );
  await insertRows(
    db,
    'booking_rules',
    copies(rules, (id) => ({ instrument_id: id })),
  );
  await insertRows(
    db,
    'price_lists',
    copies(lists, (id) => ({ id: `${id}P`, instrument_id: id })),
  );
  await insertRows(
    db,
    'price_items',
    copies(items, (id) => ({ price_list_id: `${id}P` })),
  );
  return ids;
}

async function plantPeople(deps: Deps, count: number): Promise<Person[]> {
  const { db } = deps;
  const now = deps.clock.now();
  const groups = Array.from({ length: CLIENTS }, (_, nth) => `BENCHGROUP${String(nth)}`);
  await insertRows(
    db,
    'research_groups',
    groups.map((id) => ({ id, unit_id: 'UNITOWN', name: id, principal_id: null })),
  );
  for (const id of groups) await topUp(deps, { kind: 'group', id }, 'UNITOWN', 1_000_000_000);
  const people = Array.from({ length: count }, (_, nth) => ({
    id: `BENCHUSER${String(nth)}`,
    sessionId: deps.newId(),
    groupId: groups[nth % CLIENTS]!,
  }));
  await insertRows(
    db,
    'users',
    people.map(({ id }) => ({ id, name: id, unit_id: 'UNITOWN', created_at: now })),
  );
  await insertRows(
    db,
    'role_grants',
    people.map(({ id, groupId }) => ({
      id: deps.newId(),
      user_id: id,
      role: 'researcher',
      scope_kind: 'group',
      scope_id: groupId,
      granted_at: now,
    })),
  );
  await insertRows(
    db,
    'sessions',
    people.map(({ id, sessionId }) => ({
      id: sessionId,
      user_id: id,
      refresh_hash: sessionId,
      created_at: now,
      expires_at: later(now, SESSION_LIFE),
    })),
  );
  return await Promise.all(
    people.map(async (person) => ({
      ...person,
      token: await signToken(SECRET, person.sessionId, now, later(now, TOKEN_LIFE)),
    })),
  );
}

/** A database of its own beside the demo's, with the product's server on it. */
export async function openBookingStage(
  life: LifeCycle,
  { instruments, people }: { instruments: number; people: number },
): Promise<BookingStage> {
  const name = `dayi_bench_${randomUUID().slice(0, 8)}`;
  const url = new URL(readConfig().databaseUrl);
  const admin = createDatabase(url.href, 1);
  await admin.raw(`create database ${name} character set utf8mb4 collate utf8mb4_unicode_ci`);
  url.pathname = `/${name}`;
  // Without the worker: it would relay what the driver's side writes too, at that side's cost.
  const env = { DATABASE_URL: url.href, DAYI_SECRET: SECRET, DAYI_ROLES: 'web' };
  const config: Config = {
    ...readConfig({ ...process.env, ...env }),
    port: 0,
    logLevel: 'silent',
  };
  const db = createDatabase(url.href, 4);
  await migrateUp(db);
  const deps = createDeps(config, { db });
  await plantSmallProvince(deps);
  const ids = await plantInstruments(deps, instruments);
  const everyone = await plantPeople(deps, people);
  const product = await startProduct(env);
  let used = 0;
  return {
    config,
    deps,
    product,
    client: new VolleyClient(life),
    instruments: ids,
    takePeople: (count) => {
      used += count;
      if (used > everyone.length) throw new Error('more people are needed');
      return everyone.slice(used - count, used);
    },
    stop: async () => {
      await product.stop();
      deps.redis.disconnect();
      await db.destroy();
      await admin.raw(`drop database ${name}`);
      await admin.destroy();
    },
  };
}

/** The nth slot of the stage: instruments in turn, then the next hour, from the day after tomorrow. */
export function slotAt(stage: Pick<BookingStage, 'instruments'>, spread: number, nth: number) {
  const hour = Math.ceil(Date.now() / HOUR) + 48 + Math.floor(nth / spread);
  return {
    instrumentId: stage.instruments[nth % spread]!,
    startsAt: new Date(hour * HOUR).toISOString(),
    endsAt: new Date((hour + 1) * HOUR).toISOString(),
  };
}

export function postShot(
  stage: BookingStage,
  client: number,
  person: Person,
  path: string,
  body: unknown,
): Shot {
  const { token } = person;
  const origin = stage.product.url;
  return { person: client, origin, method: 'POST', path, token, key: randomUUID(), body };
}
