import type { Deps } from '../../../deps.ts';
import { isDuplicate } from '../../../infra/database-errors.ts';
import type { Trx } from '../../../infra/database.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { writeAudit } from '../../audit/index.ts';
import { instrumentCode, isSameCode, readCode } from '../../bookings/index.ts';
import { findInstruments, findStationsOfUnit } from '../../instruments/index.ts';
import { closeBinding, lockSensor, openBinding, touchSensor } from '../devices-repository.ts';
import { requireUnit } from './list-sensors.ts';
import { tellFleet } from './open-intake.ts';

const MOST_INSTRUMENTS = 100_000;

interface Scanned {
  sensorCode: string;
  instrumentId?: string | undefined;
  labelCode?: string | undefined;
}

/** The instrument that was scanned, which must be of the sensor's unit. @throws Problem `instrument.not_found` */
async function instrumentOf(
  deps: Deps,
  unitId: string,
  { instrumentId, labelCode }: Scanned,
): Promise<string> {
  const label = labelCode === undefined ? undefined : readCode(labelCode);
  const candidates =
    instrumentId === undefined
      ? await findStationsOfUnit(deps.db, unitId, undefined, MOST_INSTRUMENTS)
      : (await findInstruments(deps.db, [instrumentId])).filter((one) => one.unitId === unitId);
  const found = candidates.find(
    ({ id }) => label === undefined || isSameCode(instrumentCode(deps.config.secret, id), label),
  );
  if (found === undefined) throw new Problem('instrument.not_found');
  return found.id;
}

async function note(
  deps: Deps,
  trx: Trx,
  actor: Actor,
  sensor: { id: string; unitId: string },
  action: string,
  instrumentId: string | null,
): Promise<void> {
  await touchSensor(trx, sensor.id, deps.clock.now());
  await writeAudit(deps, trx, {
    actorId: actor.userId,
    action,
    objectKind: 'sensor',
    objectId: sensor.id,
    unitId: sensor.unitId,
    detail: { instrumentId },
  });
}

/**
 * Binds a sensor to the instrument it is clipped to now, which ends what it was bound to before.
 * @throws Problem `sensor.not_found`, `instrument.not_found`, `sensor.instrument_taken`
 */
export async function bindSensor(deps: Deps, actor: Actor, scanned: Scanned) {
  try {
    const bound = await inTransaction(deps, async (trx) => {
      const sensor = await lockSensor(trx, { code: scanned.sensorCode });
      if (sensor === undefined) throw new Problem('sensor.not_found');
      requireUnit(actor, sensor.unitId);
      const instrumentId = await instrumentOf(deps, sensor.unitId, scanned);
      const answer = { sensorId: sensor.id, sensorCode: sensor.code, instrumentId };
      if (sensor.instrumentId === instrumentId && sensor.boundAt !== null) {
        return { ...answer, boundAt: sensor.boundAt.toISOString() };
      }
      const at = deps.clock.now();
      const by = actor.userId;
      if (sensor.bindingId !== null) await closeBinding(trx, { id: sensor.bindingId, by, at });
      await openBinding(trx, { id: deps.newId(), sensorId: sensor.id, instrumentId, by, at });
      await note(deps, trx, actor, sensor, 'sensor.bound', instrumentId);
      return { ...answer, boundAt: at.toISOString() };
    });
    await tellFleet(deps);
    return bound;
  } catch (error) {
    if (isDuplicate(error, 'sensor_bindings', 'sensor_bindings__open_instrument')) {
      throw new Problem('sensor.instrument_taken');
    }
    throw error;
  }
}

/** Ends what a sensor is bound to, if anything. @throws Problem `sensor.not_found` */
export async function unbindSensor(deps: Deps, actor: Actor, id: string): Promise<void> {
  await inTransaction(deps, async (trx) => {
    const sensor = await lockSensor(trx, { id });
    if (sensor === undefined) throw new Problem('sensor.not_found');
    requireUnit(actor, sensor.unitId);
    if (sensor.bindingId === null) return;
    await closeBinding(trx, { id: sensor.bindingId, by: actor.userId, at: deps.clock.now() });
    await note(deps, trx, actor, sensor, 'sensor.unbound', sensor.instrumentId);
  });
  await tellFleet(deps);
}
