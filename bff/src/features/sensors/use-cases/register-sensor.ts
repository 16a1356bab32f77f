import type { Deps } from '../../../deps.ts';
import { isDuplicate } from '../../../infra/database-errors.ts';
import type { Trx } from '../../../infra/database.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { writeAudit } from '../../audit/index.ts';
import { findDevice, findUnitCode, putGateway, putSensor } from '../devices-repository.ts';
import type { SensorKind } from '../domain/fleet.ts';
import { topicFor } from '../domain/topics.ts';
import { hashDeviceKey, newDeviceKey } from '../tokens.ts';
import { requireUnit } from './list-sensors.ts';
import { tellFleet } from './open-intake.ts';

export interface NewDevice {
  unitId: string;
  code: string;
  kind: SensorKind | 'gateway';
  topic?: string | undefined;
  gatewayCode?: string | undefined;
  intervalSeconds: number;
}

async function gatewayOf(trx: Trx, { gatewayCode, unitId }: NewDevice): Promise<string | null> {
  if (gatewayCode === undefined) return null;
  const gateway = await findDevice(trx, gatewayCode);
  if (gateway?.table !== 'sensor_gateways' || gateway.unitId !== unitId) {
    throw new Problem('sensor.not_found');
  }
  return gateway.id;
}

/** One that was never heard may be written again: the answer with its key may have been lost. */
async function idFor(deps: Deps, trx: Trx, given: NewDevice) {
  const table = given.kind === 'gateway' ? 'sensor_gateways' : 'sensors';
  const before = await findDevice(trx, given.code);
  if (before === undefined) return { id: deps.newId(), isNew: true };
  const isSame = before.table === table && before.unitId === given.unitId;
  if (!isSame || before.lastSeenAt !== null) throw new Problem('sensor.code_taken');
  return { id: before.id, isNew: false };
}

/**
 * Registers a sensor or gateway. Its key is told this once; only a hash of it is kept.
 * @throws Problem `sensor.not_found` for another's unit or gateway, `sensor.code_taken`, `sensor.topic_taken`
 */
export async function registerSensor(deps: Deps, actor: Actor, given: NewDevice) {
  requireUnit(actor, given.unitId);
  const { unitId, code, kind } = given;
  const key = kind === 'gateway_member' ? null : newDeviceKey();
  const at = deps.clock.now();
  try {
    const made = await inTransaction(deps, async (trx) => {
      const { id, isNew } = await idFor(deps, trx, given);
      const secretHash = key === null ? null : hashDeviceKey(key);
      const row = { id, code, unitId, secretHash, at };
      if (kind === 'gateway') await putGateway(trx, row, isNew);
      else {
        const gatewayId = await gatewayOf(trx, given);
        const intervalMs = given.intervalSeconds * 1_000;
        const topic = given.topic ?? null;
        await putSensor(trx, { ...row, kind, topic, gatewayId, intervalMs }, isNew);
      }
      await writeAudit(deps, trx, {
        actorId: actor.userId,
        action: 'sensor.registered',
        objectKind: 'sensor',
        objectId: id,
        unitId,
        detail: { code, kind },
      });
      return { id, unitCode: (await findUnitCode(trx, unitId)) ?? '' };
    });
    await tellFleet(deps);
    return { id: made.id, code, key, topic: topicFor(given, made.unitCode) };
  } catch (error) {
    if (isDuplicate(error, 'sensors', 'sensors__topic')) throw new Problem('sensor.topic_taken');
    const isTaken =
      isDuplicate(error, 'sensors', 'sensors__code') ||
      isDuplicate(error, 'sensor_gateways', 'sensor_gateways__code');
    if (isTaken) throw new Problem('sensor.code_taken');
    throw error;
  }
}
