import { fromJson, toJson, type Trx } from '../../infra/database.ts';
import { insertRows } from '../../infra/insert-rows.ts';
import type { Model } from './domain/model.ts';

export type ModelReason = 'cold' | 'first' | 'nightly' | 'correction';

/** One version of how an instrument is read. */
export interface LearnedModel {
  instrumentId: string;
  version: number;
  madeAt: Date;
  reason: ModelReason;
  classCode: string;
  model: Model;
}

const toLearned = (row: Record<string, unknown>): LearnedModel => ({
  instrumentId: String(row['instrument_id']),
  version: Number(row['version']),
  madeAt: row['made_at'] as Date,
  reason: row['reason'] as ModelReason,
  classCode: String(row['class_code']),
  model: fromJson<Model>(row['model']),
});

/** Rows of the versions in use; `m` is the model. */
const newest = (trx: Trx) =>
  trx('instrument_models as m').where(
    'm.version',
    trx('instrument_models as n').max('version').whereRaw('n.instrument_id = m.instrument_id'),
  );

/** The models in use of some instruments; those that have none are left out. */
export async function findModels(trx: Trx, ids: readonly string[]): Promise<LearnedModel[]> {
  if (ids.length === 0) return [];
  const rows = (await newest(trx).whereIn('m.instrument_id', [...ids])) as Record<
    string,
    unknown
  >[];
  return rows.map(toLearned);
}

/** The newest version of each instrument that has one made at or after an instant. */
export async function findVersionsSince(
  trx: Trx,
  since: Date,
): Promise<{ instrumentId: string; version: number }[]> {
  return await trx('instrument_models')
    .where('made_at', '>=', since)
    .groupBy('instrument_id')
    .select('instrument_id as instrumentId')
    .max('version as version');
}

/** What instruments of a class have learned from their own readings, of at most `limit` of them. */
export async function findModelsOfClass(
  trx: Trx,
  classCode: string,
  limit: number,
): Promise<Model[]> {
  const rows = (await newest(trx)
    .where('m.class_code', classCode)
    .whereNot('m.reason', 'cold')
    .limit(limit)
    .select('m.model')) as { model: unknown }[];
  return rows.map(({ model }) => fromJson<Model>(model));
}

/** Ids of instruments that are still read by a model borrowed from others. */
export async function findColdOnes(trx: Trx): Promise<string[]> {
  const rows = (await newest(trx).where('m.reason', 'cold').select('m.instrument_id')) as {
    instrument_id: string;
  }[];
  return rows.map((row) => row.instrument_id);
}

/** Further versions; one that is there already fails on the primary key. */
export async function insertModels(trx: Trx, models: readonly LearnedModel[]): Promise<void> {
  await insertRows(
    trx,
    'instrument_models',
    models.map((one) => ({
      instrument_id: one.instrumentId,
      version: one.version,
      made_at: one.madeAt,
      reason: one.reason,
      class_code: one.classCode,
      model: toJson(one.model),
    })),
  );
}
