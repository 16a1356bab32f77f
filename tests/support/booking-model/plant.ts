import type { Deps } from '../../../bff/src/deps.ts';
import { type BookingRules, DEFAULT_RULES } from '../../../bff/src/features/instruments/index.ts';
import { findPerson } from '../../../bff/src/features/identity/index.ts';
import type { Actor } from '../../../bff/src/policy.ts';
import { grantVoucher, OPEN_RULES, topUp } from '../small-province.ts';

export type Who = 'ann' | 'bo' | 'company';
export type Which = 'one' | 'two';

export const PEOPLE: readonly Who[] = ['ann', 'bo', 'company'];
export const BALANCE_FEN = 400_000;
export const QUOTA_FEN = 150_000;
export const FEN_A_MINUTE = { ann: 100, bo: 100, company: 200 } as const;

/** One station behind buffers and charged by use; two stations with approval, quotas and overage. */
export const RULES: Record<Which, BookingRules> = {
  one: { ...OPEN_RULES, approval: 'none', bufferBeforeMinutes: 15, bufferAfterMinutes: 20 },
  two: {
    ...OPEN_RULES,
    approval: 'all',
    maxMinutes: DEFAULT_RULES.maxMinutes,
    quotas: [
      { who: 'user', per: 'open', of: 'bookings', limit: 2 },
      { who: 'user', per: 'day', of: 'minutes', limit: 240 },
    ],
  },
};
const MODES = { one: 'use', two: 'overage' } as const;
const STATIONS = { one: 1, two: 2 } as const;

/** A small world of one run, apart from all others in the same database. */
export interface Planted {
  tag: string;
  people: Record<Who, Actor>;
  operator: Actor;
  instruments: Record<Which, { id: string; stations: string[] }>;
  payers: Record<Who, { kind: 'group' | 'company'; id: string }>;
  grantId: string;
  grantEndsAt: Date;
}

async function plantPerson(deps: Deps, tag: string, name: string, role: [string, string, string]) {
  const id = `${tag}${name}`;
  const now = deps.clock.now();
  const unit = role[1] === 'company' ? null : 'UNITOWN';
  await deps.db('users').insert({ id, persona: id, name, unit_id: unit, created_at: now });
  await deps.db('role_grants').insert({
    id: `${id}R`,
    user_id: id,
    role: role[0],
    scope_kind: role[1],
    scope_id: role[2],
    granted_at: now,
  });
  return (await findPerson(deps.db, id))!;
}

async function plantInstrument(deps: Deps, tag: string, which: Which) {
  const { db } = deps;
  const id = `${tag}${which}`;
  const now = deps.clock.now();
  await db('instruments').insert({
    id,
    code: id,
    unit_id: 'UNITOWN',
    crew_id: 'CREWOWN',
    class_code: '010103',
    inner_code: id,
    name: which,
    maker: 'M',
    model: 'M1',
    description: '',
    parameters: '[]',
    room: '',
    address: '',
    status: 'open',
    takes_time: true,
    takes_samples: false,
    accepts_vouchers: true,
    created_at: now,
    updated_at: now,
  });
  const stations = Array.from({ length: STATIONS[which] }, (_, index) => `${id}S${index + 1}`);
  await db('stations').insert(
    stations.map((station, index) => ({
      id: station,
      instrument_id: id,
      position: index + 1,
      name: station,
    })),
  );
  await db('booking_rules').insert({
    instrument_id: id,
    version: 1,
    rules: JSON.stringify(RULES[which]),
    created_at: now,
  });
  await db('price_lists').insert({
    id: `${id}P`,
    instrument_id: id,
    charging_mode: MODES[which],
    off_peak: '[]',
    valid_from: '2020-01-01',
  });
  await db('price_items').insert(
    [
      ['own_unit', FEN_A_MINUTE.ann * 60],
      ['company', FEN_A_MINUTE.company * 60],
    ].map(([kind, fen], position) => ({
      price_list_id: `${id}P`,
      position,
      user_kind: kind,
      item: 'machine_hour',
      name: '',
      unit_fen: fen,
    })),
  );
  return { id, stations };
}

/** Plants people, money and instruments of one run; needs the small province around it. */
export async function plantRun(deps: Deps, tag: string): Promise<Planted> {
  await deps
    .db('research_groups')
    .insert(
      ['ann', 'bo'].map((name) => ({ id: `${tag}G${name}`, unit_id: 'UNITOWN', name: tag + name })),
    );
  const company = `${tag}C`;
  await deps
    .db('companies')
    .insert({ id: company, code: company, name: company, region_code: '330100' });
  const people = {
    ann: await plantPerson(deps, tag, 'ann', ['researcher', 'group', `${tag}Gann`]),
    bo: await plantPerson(deps, tag, 'bo', ['researcher', 'group', `${tag}Gbo`]),
    company: await plantPerson(deps, tag, 'company', ['researcher', 'company', company]),
  };
  const payers = {
    ann: { kind: 'group', id: `${tag}Gann` },
    bo: { kind: 'group', id: `${tag}Gbo` },
    company: { kind: 'company', id: company },
  } as const;
  for (const payer of Object.values(payers)) await topUp(deps, payer, 'UNITOWN', BALANCE_FEN);
  const grantEndsAt = new Date(deps.clock.now().getTime() + 3 * 86_400_000);
  await grantVoucher(deps, `${tag}V`, company, QUOTA_FEN, grantEndsAt.toISOString());
  return {
    tag,
    people,
    operator: await plantPerson(deps, tag, 'crew', ['operator', 'crew', 'CREWOWN']),
    instruments: {
      one: await plantInstrument(deps, tag, 'one'),
      two: await plantInstrument(deps, tag, 'two'),
    },
    payers,
    grantId: `${tag}V`,
    grantEndsAt,
  };
}
