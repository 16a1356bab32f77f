import type { AnswerOf } from '@dayi/shared/contracts/index';
import { request } from '../../lib/request';
import type { Input } from '../../lib/request';

export type FleetSensor = AnswerOf<'listSensors'>['items'][number];
export type NewDevice = Input<'registerSensor'>['body'];
export type Registered = AnswerOf<'registerSensor'>;

export function listSensors(unitId: string, cursor?: string) {
  return request('listSensors', { query: { unitId, cursor, limit: 50 } });
}

export function registerSensor(body: NewDevice) {
  return request('registerSensor', { body });
}

export function bindSensor(sensorCode: string, labelCode: string) {
  return request('bindSensor', { body: { sensorCode, labelCode } });
}

export function unbindSensor(id: string) {
  return request('unbindSensor', { params: { id } });
}

/** Of a sensor or a gateway. */
export function renewSensorKey(id: string) {
  return request('renewSensorKey', { params: { id } });
}

export function revokeSensorKey(id: string) {
  return request('revokeSensorKey', { params: { id } });
}
