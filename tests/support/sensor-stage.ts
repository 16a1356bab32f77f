import type { Deps } from '../../bff/src/deps.ts';
import { hashDeviceKey } from '../../bff/src/features/sensors/tokens.ts';
import { INSTRUMENTS } from './small-province.ts';

/** The key of a device of the stage. */
export const keyOf = (code: string) => `dk_key-of-${code}-for-the-tests`;

type Row = Record<string, unknown>;

const device = (deps: Deps, id: string, code: string, more: Row = {}): Row => ({
  id,
  code,
  unit_id: 'UNITOWN',
  secret_hash: hashDeviceKey(keyOf(code)),
  installed_at: deps.clock.now(),
  changed_at: deps.clock.now(),
  ...more,
});

/** One sensor of each kind and a gateway with two members, as in `sensor-fleet.ts`; S-0001 is clipped to the SEM. */
export async function plantSensors(deps: Deps): Promise<void> {
  await deps.db('sensor_gateways').insert(device(deps, 'GATEWAY1', 'G-0001'));
  const plant = (id: string, code: string, kind: string, more: Row = {}) =>
    deps.db('sensors').insert(device(deps, id, code, { kind, ...more }));
  await plant('SENSOR1', 'S-0001', 'dayi');
  await plant('SENSOR2', 'S-0002', 'gateway_member', { gateway_id: 'GATEWAY1', secret_hash: null });
  await plant('SENSOR3', 'S-0003', 'dtu', { topic: 'usr/4g/000123' });
  await plant('SENSOR4', 'S-0004', 'tasmota', { topic: 'tele/plug-7' });
  await plant('SENSOR5', 'S-0005', 'shelly', { topic: 'shellyplus1pm-a8' });
  await plant('SENSOR6', 'S-0006', 'dayi', { unit_id: 'UNITSIBLING' });
  await plant('SENSOR7', 'S-0007', 'gateway_member', { gateway_id: 'GATEWAY1', secret_hash: null });
  await deps.db('sensor_bindings').insert({
    id: 'BINDING1',
    sensor_id: 'SENSOR1',
    instrument_id: INSTRUMENTS.sem,
    bound_at: deps.clock.now(),
  });
}
