import type { Trx } from '../../infra/database.ts';
import type { Named } from './domain/content.ts';

/** An instrument that had a sensor at some time in a span. */
export interface Sensed {
  instrument: Named & { id: string; model: string; room: string; className: string };
  classCode: string;
  unit: Named & { id: string; regionCode: string };
  city: Named & { code: string };
  sensorSeconds: number;
}

/** Instruments of a province that had a sensor in `[from, to)`; retired ones are left out. */
export async function findSensed(
  trx: Trx,
  provincePrefix: string,
  from: Date,
  to: Date,
): Promise<Sensed[]> {
  const seconds = `sum(timestampdiff(second, greatest(b.bound_at, ?), least(coalesce(b.unbound_at, ?), ?)))`;
  const rows = (await trx('sensor_bindings as b')
    .join('instruments as i', 'i.id', 'b.instrument_id')
    .join('instrument_classes as c', 'c.code', 'i.class_code')
    .join('units as u', 'u.id', 'i.unit_id')
    .join('regions as r', 'r.code', 'u.city_code')
    .where('u.region_code', 'like', `${provincePrefix}%`)
    .whereNot('i.status', 'retired')
    .where('b.bound_at', '<', to)
    .where((open) => void open.whereNull('b.unbound_at').orWhere('b.unbound_at', '>', from))
    .groupBy('i.id')
    .orderBy('i.id')
    .select('i.id', 'i.name', 'i.name_en', 'i.model', 'i.room', 'i.class_code', 'i.unit_id')
    .select('c.name as class_name', 'u.name as unit_name', 'u.name_en as unit_name_en')
    .select('u.region_code', 'u.city_code', 'r.name as city_name', 'r.name_en as city_name_en')
    .select(trx.raw(`${seconds} as sensor_seconds`, [from, to, to]))) as Record<string, unknown>[];
  return rows.map((row) => ({
    instrument: {
      id: String(row['id']),
      name: String(row['name']),
      nameEn: row['name_en'] as string | null,
      model: String(row['model']),
      room: String(row['room']),
      className: String(row['class_name']),
    },
    classCode: String(row['class_code']),
    unit: {
      id: String(row['unit_id']),
      name: String(row['unit_name']),
      nameEn: String(row['unit_name_en']),
      regionCode: String(row['region_code']),
    },
    city: {
      code: String(row['city_code']),
      name: String(row['city_name']),
      nameEn: String(row['city_name_en']),
    },
    sensorSeconds: Number(row['sensor_seconds']),
  }));
}

export async function findRegion(
  trx: Trx,
  code: string,
): Promise<(Named & { code: string }) | undefined> {
  const row = (await trx('regions').where({ code }).first()) as Record<string, unknown> | undefined;
  return row && { code, name: String(row['name']), nameEn: String(row['name_en']) };
}
