import { createHmac } from 'node:crypto';
import type { Config } from '../config.ts';
import type { Deps } from '../deps.ts';
import { findUses, localDay } from '../features/bookings/index.ts';
import { judgeAll } from '../features/monitoring/index.ts';
import { hashDeviceKey, keepHistory } from '../features/sensors/index.ts';
import { DAY, HOUR, later, MINUTE, SECOND } from '../infra/clock.ts';
import { insertRows } from '../infra/insert-rows.ts';
import {
  amperesAt,
  type Machine,
  machineOf,
  ownUses,
  type Spell,
  stayIn,
  type Use,
} from './currents.ts';
import type { Personas } from './personas.ts';
import { type Clipped, findClipped, findOfCrew } from './sensors-repository.ts';

export const GATEWAY = 'G-0401';
export const ZONE = 'Asia/Shanghai';
/** Long enough for two bulletins to look back on. */
export const INSTALLED_DAYS = 200;
export const HISTORY_MS = 7 * DAY;
/** What visitors look at is read often. */
const OFTEN_MS = 10 * SECOND;
const SELDOM_MS = MINUTE;
const OFTEN = ['GeminiSEM 300', 'JEM-2100F', 'D8 Advance', 'Dimension Icon'];
const ROWS = 20_000;

/** The demo's gateways are known by the installation's own secret. */
export const gatewayKey = ({ secret }: Pick<Config, 'secret'>, code: string): string =>
  `dk_${createHmac('sha256', secret).update(code).digest('base64url')}`;

/** What the board has to tell of, by model: a level never seen, silence, a use without booking. */
const SPELLS: Readonly<Record<string, (began: number) => Spell>> = {
  'GeminiSEM 300': (began) => ({
    from: began - 71 * MINUTE,
    to: began + 6 * HOUR,
    amperes: 3.15,
  }),
  'JEM-2100F': (began) => ({ from: began - 14 * MINUTE, to: began + 12 * HOUR, amperes: null }),
  'Dimension Icon': (began) => ({
    from: began - 95 * MINUTE,
    to: began + 3 * HOUR,
    amperes: 0.83,
  }),
};

const DRAWN: Readonly<Record<string, Partial<Machine>>> = {
  'GeminiSEM 300': { off: 0.08, standby: 2.04, on: 5.5, isAlwaysOn: false },
  'Dimension Icon': { off: 0.05, standby: 0.31, on: 0.83, isAlwaysOn: false },
};

/** One instrument of the demo with what is clipped to it. */
export interface Played {
  sensorNo: number;
  code: string;
  intervalMs: number;
  machine: Machine;
  spells: readonly Spell[];
  instrumentId: string;
  /** When the demo began, ms. */
  began: number;
}

export const playedOf = (one: Clipped): Played => {
  const { code, installedAt, instrumentId, intervalMs, model, sensorNo } = one;
  const began = installedAt.getTime() + INSTALLED_DAYS * DAY;
  const spell = SPELLS[model]?.(began);
  return {
    sensorNo,
    code,
    intervalMs,
    machine: { ...machineOf(sensorNo), ...DRAWN[model] },
    spells: spell === undefined ? [] : [spell],
    instrumentId,
    began,
  };
};

export const FEW_USES = 4;

export const midnightsIn = (from: Date, to: number): number[] => {
  const midnights: number[] = [];
  for (let day = localDay(from, ZONE); day.startMs < to; day = localDay(day.endMs, ZONE)) {
    midnights.push(day.startMs);
  }
  return midnights;
};

/** What instruments are used by: their bookings, and where there are hardly any, their own crew. */
export async function usesOf(
  deps: Pick<Deps, 'db'>,
  played: readonly Played[],
  from: Date,
  to: Date,
): Promise<Map<string, Use[]>> {
  const ids = played.map(({ instrumentId }) => instrumentId);
  const uses = new Map<string, Use[]>(ids.map((id) => [id, []]));
  for (const { endsAt, instrumentId, startsAt } of await findUses(deps.db, ids, from, to)) {
    uses.get(instrumentId)?.push({ from: startsAt.getTime(), to: endsAt.getTime() });
  }
  for (const { began, instrumentId, machine } of played) {
    const own = uses.get(instrumentId) ?? [];
    if (own.length >= FEW_USES) continue;
    const days = midnightsIn(from, Math.min(began - DAY, to.getTime()));
    own.push(...ownUses(machine, days));
  }
  return uses;
}

/** What the crew has said of instruments whose levels tell too little by themselves. */
async function say(
  deps: Deps,
  played: readonly Played[],
  uses: ReadonlyMap<string, Use[]>,
  saidBy: string,
): Promise<void> {
  const rows = played.flatMap(({ began, instrumentId, intervalMs, machine }) => {
    if (intervalMs !== OFTEN_MS || machine.isAlwaysOn) return [];
    const span = { from: began - 6 * DAY, to: began - DAY };
    return (['standby', 'off'] as const).flatMap((state) => {
      const stay = stayIn(machine, uses.get(instrumentId) ?? [], state, span);
      if (stay === null) return [];
      return [
        {
          id: deps.newId(),
          instrument_id: instrumentId,
          starts_at: new Date(stay.from),
          ends_at: new Date(stay.to),
          about_at: new Date((stay.from + stay.to) / 2),
          state,
          said_by: saidBy,
          said_at: new Date(stay.to + 5 * MINUTE),
        },
      ];
    });
  });
  if (rows.length > 0) await insertRows(deps.db, 'run_corrections', rows);
}

/** The last time that models were learned in the night. */
function lastNight(now: Date): Date {
  const tonight = localDay(now, ZONE).startMs + 2 * HOUR;
  return new Date(tonight <= now.getTime() ? tonight : tonight - DAY);
}

/** Clips sensors of one gateway to instruments of one unit, numbered from `firstNo`. */
export async function clip(
  deps: Deps,
  found: Awaited<ReturnType<typeof findOfCrew>>,
  { code, firstNo }: { code: string; firstNo: number },
  now: Date,
): Promise<void> {
  const installedAt = later(now, -INSTALLED_DAYS * DAY);
  const [first] = found;
  if (first === undefined) return;
  const gatewayId = deps.newId();
  const dates = { installed_at: installedAt, changed_at: now };
  await insertRows(deps.db, 'sensor_gateways', [
    {
      id: gatewayId,
      code,
      unit_id: first.unitId,
      secret_hash: hashDeviceKey(gatewayKey(deps.config, code)),
      ...dates,
    },
  ]);
  const sensors = found.map(({ model, unitId }, at) => ({
    id: deps.newId(),
    code: `S-${String(firstNo + at).padStart(4, '0')}`,
    unit_id: unitId,
    kind: 'gateway_member',
    gateway_id: gatewayId,
    interval_ms: OFTEN.includes(model) ? OFTEN_MS : SELDOM_MS,
    firmware: '2.3.1',
    battery: 100 - ((at * 17) % 60),
    last_seen_at: now,
    last_reading_at: now,
    skew_ms: 0,
    ...dates,
  }));
  await insertRows(deps.db, 'sensors', sensors);
  await insertRows(
    deps.db,
    'sensor_bindings',
    found.map(({ id }, at) => ({
      id: deps.newId(),
      sensor_id: sensors[at]?.id,
      instrument_id: id,
      bound_at: installedAt,
    })),
  );
}

/** Clips sensors to a crew's instruments, gives them a week of readings, and learns what they mean. */
export async function writeSensors(
  deps: Deps,
  { crewId, operator }: Pick<Personas, 'crewId' | 'operator'>,
  note: (detail: string) => void,
): Promise<void> {
  const now = deps.clock.now();
  const own = await findOfCrew(deps.db, crewId);
  await clip(deps, own, { code: GATEWAY, firstNo: 402 }, now);
  const played = (await findClipped(deps.db, GATEWAY)).map(playedOf);
  const ids = played.map(({ instrumentId }) => instrumentId);
  const from = later(now, -HISTORY_MS);
  const uses = await usesOf(deps, played, later(from, -DAY), later(now, DAY));
  let rows: { sensorNo: number; at: number; amperes: number }[] = [];
  const store = async () => {
    await keepHistory(deps, rows);
    rows = [];
  };
  for (const [done, one] of played.entries()) {
    const { instrumentId, intervalMs, machine, sensorNo, spells } = one;
    const booked = uses.get(instrumentId) ?? [];
    const first = Math.ceil(from.getTime() / intervalMs) * intervalMs;
    for (let at = first; at < now.getTime(); at += intervalMs) {
      const amperes = amperesAt(machine, booked, spells, at);
      if (amperes !== null) rows.push({ sensorNo, at, amperes });
      if (rows.length >= ROWS) await store();
    }
    note(`${String(done + 1)} of ${String(played.length)}`);
  }
  await store();
  await say(deps, played, uses, operator.id);
  await judgeAll(deps, ids, lastNight(now));
}
