import type { Deps } from '../../../deps.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { writeAudit } from '../../audit/index.ts';
import { findUnitCode } from '../devices-repository.ts';
import { topicFor } from '../domain/topics.ts';
import { lockKeyHolder, putKey } from '../keys-repository.ts';
import { hashDeviceKey, newDeviceKey } from '../tokens.ts';
import { requireUnit } from './list-sensors.ts';
import { tellFleet } from './open-intake.ts';

/** Puts a key in the place of the one before, whose connections are closed on every node. */
async function changeKey(deps: Deps, actor: Actor, id: string, isRevoked: boolean) {
  // Of a revoked key nobody is told, so nobody has it.
  const key = newDeviceKey();
  const changed = await inTransaction(deps, async (trx) => {
    const holder = await lockKeyHolder(trx, id);
    if (holder === undefined) throw new Problem('sensor.not_found');
    requireUnit(actor, holder.unitId);
    if (holder.kind === 'gateway_member') throw new Problem('sensor.no_key');
    const at = deps.clock.now();
    const revokedAt = isRevoked ? at : null;
    await putKey(trx, holder, { secretHash: hashDeviceKey(key), revokedAt, at });
    await writeAudit(deps, trx, {
      actorId: actor.userId,
      action: isRevoked ? 'sensor.key_revoked' : 'sensor.key_renewed',
      objectKind: 'sensor',
      objectId: id,
      unitId: holder.unitId,
      detail: { code: holder.code },
    });
    const unitCode = (await findUnitCode(trx, holder.unitId)) ?? '';
    return { id, code: holder.code, topic: topicFor(holder, unitCode) };
  });
  await tellFleet(deps);
  return { ...changed, key };
}

/**
 * Gives a sensor or gateway a new key, told this once; the one before opens nothing any more.
 * @throws Problem `sensor.not_found`, `sensor.no_key` where a gateway speaks for it
 */
export async function renewKey(deps: Deps, actor: Actor, id: string) {
  return await changeKey(deps, actor, id, false);
}

/** Shuts a sensor or gateway out until it has a new key. @throws Problem as `renewKey` */
export async function revokeKey(deps: Deps, actor: Actor, id: string): Promise<void> {
  await changeKey(deps, actor, id, true);
}
