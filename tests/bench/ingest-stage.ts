import { hashDeviceKey } from '../../bff/src/features/sensors/tokens.ts';
import type { Database } from '../../bff/src/infra/database.ts';
import { insertRows } from '../../bff/src/infra/insert-rows.ts';
import { deviceOf, FLEET, memberCode } from './ingest-fleet.ts';

const UNIT = 'UNITOWN';

async function plantPlaces(db: Database): Promise<void> {
  await insertRows(db, 'regions', [
    { code: '330000', parent_code: null, name: '浙江省', name_en: 'Zhejiang', lat: 30, lon: 120 },
  ]);
  const names = { code: '33OWN', name: '钱塘理工大学', name_en: 'Own', short_name: '钱塘' };
  const place = { kind: 'university', region_code: '330000', city_code: '330000', address: '' };
  await insertRows(db, 'units', [{ id: UNIT, ...names, ...place, lat: 30, lon: 120 }]);
}

/** An instrument for each sensor, by the sensor's code. */
async function plantInstruments(db: Database, codes: readonly string[], now: Date): Promise<void> {
  const common = { unit_id: UNIT, crew_id: null, class_code: '010103', room: '103', address: '' };
  const words = { maker: 'Zeiss', model: 'GeminiSEM 300', description: '', parameters: '[]' };
  const ways = { status: 'open', takes_time: 1, takes_samples: 0, accepts_vouchers: 0 };
  const rows = codes.map((code) => ({ id: code, code, inner_code: code, name: code }));
  const times = { created_at: now, updated_at: now };
  await insertRows(
    db,
    'instruments',
    rows.map((row) => ({ ...row, ...common, ...words, ...ways, ...times })),
  );
}

/** Ten thousand instruments, each with a sensor, bound since `boundAt`. @returns the codes of all sensors */
export async function plantFleet(db: Database, boundAt: Date): Promise<string[]> {
  const now = new Date();
  const of = (code: string, key: string | null, more: object) => ({
    id: code,
    code,
    unit_id: UNIT,
    secret_hash: key === null ? null : hashDeviceKey(key),
    installed_at: boundAt,
    changed_at: now,
    ...more,
  });
  await plantPlaces(db);
  const gateways = Array.from({ length: FLEET.gateways }, (_, at) => deviceOf('gateway', at));
  await insertRows(
    db,
    'sensor_gateways',
    gateways.map(({ code, key }) => of(code, key, {})),
  );
  const members = gateways.flatMap(({ code: gateway_id }, at) =>
    Array.from({ length: FLEET.members }, (_, member) =>
      of(memberCode(at, member), null, { kind: 'gateway_member', gateway_id }),
    ),
  );
  const singles = Array.from({ length: FLEET.singles }, (_, at) => deviceOf('single', at)).map(
    ({ code, key }) => of(code, key, { kind: 'dayi', gateway_id: null }),
  );
  await insertRows(db, 'sensors', [...members, ...singles]);
  const codes = [...members, ...singles].map(({ code }) => code);
  await plantInstruments(db, codes, now);
  await insertRows(
    db,
    'sensor_bindings',
    codes.map((code) => ({ id: code, sensor_id: code, instrument_id: code, bound_at: boundAt })),
  );
  return codes;
}
