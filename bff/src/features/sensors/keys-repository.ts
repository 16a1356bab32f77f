import type { Trx } from '../../infra/database.ts';

export interface KeyHolder {
  table: 'sensors' | 'sensor_gateways';
  id: string;
  code: string;
  unitId: string;
  kind: string;
  topic: string | null;
}

/** A sensor or gateway, its row locked. */
export async function lockKeyHolder(trx: Trx, id: string): Promise<KeyHolder | undefined> {
  const sensor = (await trx('sensors')
    .where({ id })
    .forUpdate()
    .first('id', 'code', 'unit_id as unitId', 'kind', 'topic')) as
    Omit<KeyHolder, 'table'> | undefined;
  if (sensor !== undefined) return { ...sensor, table: 'sensors' };
  const gateway = (await trx('sensor_gateways')
    .where({ id })
    .forUpdate()
    .first('id', 'code', 'unit_id as unitId')) as
    Pick<KeyHolder, 'id' | 'code' | 'unitId'> | undefined;
  if (gateway === undefined) return undefined;
  return { ...gateway, table: 'sensor_gateways', kind: 'gateway', topic: null };
}

/** @param revokedAt null where the new key is its device's */
export async function putKey(
  trx: Trx,
  { table, id }: Pick<KeyHolder, 'table' | 'id'>,
  { secretHash, revokedAt, at }: { secretHash: string; revokedAt: Date | null; at: Date },
): Promise<void> {
  await trx(table)
    .where({ id })
    .update({ secret_hash: secretHash, key_revoked_at: revokedAt, changed_at: at });
}
