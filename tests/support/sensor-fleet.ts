import {
  Fleet,
  type Gateway,
  type Sensor,
  type SensorKind,
} from '../../bff/src/features/sensors/domain/fleet.ts';
import { Pace } from '../../bff/src/features/sensors/domain/pace.ts';
import type { Gate } from '../../bff/src/features/sensors/domain/receive.ts';

const sensorOf = (no: number, kind: SensorKind, more: Partial<Sensor> = {}): Sensor => ({
  id: `SENSOR${String(no)}`,
  no,
  code: `S-${String(no).padStart(4, '0')}`,
  kind,
  unitId: 'UNITOWN',
  unitCode: '33OWN',
  topic: null,
  gatewayId: null,
  timeZone: 'Asia/Shanghai',
  secretHash: `hash${String(no)}`,
  instrumentId: null,
  ...more,
});

export const OWN = sensorOf(1, 'dayi');
export const MEMBER = sensorOf(2, 'gateway_member', { gatewayId: 'GATEWAY1', secretHash: null });
export const DTU = sensorOf(3, 'dtu', { topic: 'usr/4g/000123' });
export const TASMOTA = sensorOf(4, 'tasmota', { topic: 'tele/plug-7' });
export const SHELLY = sensorOf(5, 'shelly', { topic: 'shellyplus1pm-a8' });
export const OTHER = sensorOf(6, 'dayi', { unitId: 'UNITSIBLING', unitCode: '33SIB' });

export const GATEWAY: Gateway = {
  id: 'GATEWAY1',
  code: 'G-0001',
  unitId: 'UNITOWN',
  unitCode: '33OWN',
  secretHash: 'hashG',
};

/** One sensor of each kind, a gateway with one member, and a sensor of another unit. */
export function smallGate(): Gate {
  const fleet = new Fleet();
  for (const sensor of [OWN, MEMBER, DTU, TASMOTA, SHELLY, OTHER]) fleet.putSensor(sensor);
  fleet.putGateway(GATEWAY);
  return { fleet, pace: new Pace() };
}
