import { createHmac } from 'node:crypto';
import type { Deps } from '../deps.ts';
import { hashDeviceKey } from '../features/sensors/index.ts';
import { insertRows } from '../infra/insert-rows.ts';
import { findBare, findPlayed, findUnitId, type PlayedRow } from './devices-repository.ts';

/** A sensor by itself, or a gateway with its sensors: whoever connects. */
export interface Speaker {
  code: string;
  key: string;
  topic: string;
  isGateway: boolean;
  /** Codes of the sensors it speaks for. */
  sensors: string[];
}

export interface FleetWish {
  count: number;
  intervalMs: number;
  /** The first one where none is named; with `isBound`, all. */
  unitCode: string | undefined;
  /** Clipped to instruments that have no sensor yet. */
  isBound: boolean;
}

/** There is nothing to put sensors on. */
export class NoPlace extends Error {
  override name = 'NoPlace';
}

const MEMBERS = 20;
/** One of so many speaks for itself. */
const ALONE = 10;

const keyOf = (secret: string, code: string) =>
  `dk_${createHmac('sha256', secret).update(code).digest('base64url')}`;

const numbered = (prefix: string, nth: number) => `${prefix}-${String(nth).padStart(6, '0')}`;

interface Place {
  unitId: string;
  instrumentId: string | null;
}

async function placesFor(deps: Deps, wish: FleetWish, missing: number): Promise<Place[]> {
  const unitId = await findUnitId(deps.db, wish.unitCode);
  if (unitId === undefined) {
    throw new NoPlace(
      wish.unitCode === undefined ? 'there is no unit yet' : `there is no unit ${wish.unitCode}`,
    );
  }
  if (!wish.isBound) return Array.from({ length: missing }, () => ({ unitId, instrumentId: null }));
  const bare = await findBare(deps.db, wish.unitCode === undefined ? undefined : unitId, missing);
  return bare.map((one) => ({ unitId: one.unitId, instrumentId: one.id }));
}

/** Makes the sensors that are missing: gateways with twenty each, and some that speak for themselves. */
async function make(deps: Deps, wish: FleetWish, prefix: string, had: number): Promise<void> {
  const places = await placesFor(deps, wish, wish.count - had);
  const at = deps.clock.now();
  const of = (code: string, unitId: string) => ({
    id: deps.newId(),
    code,
    unit_id: unitId,
    secret_hash: hashDeviceKey(keyOf(deps.config.secret, code)),
    installed_at: at,
    changed_at: at,
  });
  const gateways: ReturnType<typeof of>[] = [];
  const sensors: Record<string, unknown>[] = [];
  const bindings: Record<string, unknown>[] = [];
  let free = 0;
  for (const [index, { instrumentId, unitId }] of places.entries()) {
    const code = numbered(prefix, had + index);
    const isAlone = index % ALONE === 0;
    let gateway = gateways.at(-1);
    if (!isAlone && (free === 0 || gateway?.unit_id !== unitId)) {
      gateway = of(numbered(`${prefix}-G`, had + index), unitId);
      gateways.push(gateway);
      free = MEMBERS;
    }
    if (!isAlone) free -= 1;
    const speaks = isAlone
      ? { kind: 'dayi', gateway_id: null }
      : { kind: 'gateway_member', gateway_id: gateway?.id, secret_hash: null };
    const sensor = { ...of(code, unitId), ...speaks, interval_ms: wish.intervalMs };
    sensors.push(sensor);
    if (instrumentId === null) continue;
    const clipped = { sensor_id: sensor.id, instrument_id: instrumentId };
    bindings.push({ id: deps.newId(), ...clipped, bound_at: at });
  }
  await deps.db.transaction(async (trx) => {
    await insertRows(trx, 'sensor_gateways', gateways);
    await insertRows(trx, 'sensors', sensors);
    await insertRows(trx, 'sensor_bindings', bindings);
  });
}

function speakersOf(secret: string, rows: readonly PlayedRow[]): Speaker[] {
  const speakers = new Map<string, Speaker>();
  for (const { code, gatewayCode, unitCode } of rows) {
    const own = gatewayCode ?? code;
    const place = gatewayCode === null ? code : `gateway/${gatewayCode}`;
    const speaker = speakers.get(own) ?? {
      code: own,
      key: keyOf(secret, own),
      topic: `dayi/${unitCode}/${place}/current`,
      isGateway: gatewayCode !== null,
      sensors: [],
    };
    speaker.sensors.push(code);
    speakers.set(own, speaker);
  }
  return [...speakers.values()];
}

/**
 * Sensors to be played, made where they are missing; the same ones again the next time.
 * @throws NoPlace
 */
export async function prepareFleet(deps: Deps, wish: FleetWish): Promise<Speaker[]> {
  const prefix = wish.isBound ? 'SIMB' : 'SIM';
  const had = await findPlayed(deps.db, prefix);
  if (had.length < wish.count) await make(deps, wish, prefix, had.length);
  const rows = await findPlayed(deps.db, prefix);
  if (rows.length === 0) throw new NoPlace('there is no instrument without a sensor');
  await deps
    .db('sensors')
    .where('code', 'like', `${prefix}-%`)
    .update({ interval_ms: wish.intervalMs });
  return speakersOf(deps.config.secret, rows.slice(0, wish.count));
}
