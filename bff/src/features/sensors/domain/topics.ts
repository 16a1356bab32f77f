import type { Device, Fleet, Gateway, Sensor } from './fleet.ts';
import type { RejectReason } from './rejects.ts';

/** Whose topic it is, and what stands behind the sensor's own where a firmware has several. */
export type Place =
  | { sensor: Sensor; rest: string }
  | { gateway: Gateway }
  | { reason: RejectReason; subject: string };

const OWN = /^dayi\/([^/]+)\/([^/]+)\/current$/;
const GATEWAY = /^dayi\/([^/]+)\/gateway\/([^/]+)\/current$/;
const LONGEST_SUBJECT = 120;

/** Where a device publishes; null where its gateway does. */
export function topicFor(
  { kind, code, topic }: { kind: string; code: string; topic?: string | null | undefined },
  unitCode: string,
): string | null {
  if (kind === 'gateway') return `dayi/${unitCode}/gateway/${code}/current`;
  if (kind === 'gateway_member') return null;
  return topic ?? `dayi/${unitCode}/${code}/current`;
}

export const unknownTopic = (topic: string) => `topic ${topic.slice(0, LONGEST_SUBJECT)}`;

/** Whose a topic is. One under another unit than the device's own is nobody's. */
export function placeOf(fleet: Fleet, topic: string): Place {
  const [, unit, code] = GATEWAY.exec(topic) ?? OWN.exec(topic) ?? [];
  if (unit === undefined || code === undefined) {
    const found = fleet.atTopic(topic);
    return found ?? { reason: 'unknown_sensor', subject: unknownTopic(topic) };
  }
  const { sensor, gateway } = fleet.withCode(code) ?? {};
  const device = GATEWAY.test(topic) ? gateway : sensor;
  if (device === undefined) return { reason: 'unknown_sensor', subject: unknownTopic(topic) };
  if (device.unitCode !== unit) return { reason: 'foreign_topic', subject: device.id };
  return sensor === undefined ? { gateway: device as Gateway } : { sensor, rest: '' };
}

/** Whether a device may publish here: its own topic alone, and no other's. */
export function mayPublish(fleet: Fleet, device: Device, topic: string): boolean {
  const place = placeOf(fleet, topic);
  if ('sensor' in place) return place.sensor.id === device.sensor?.id;
  if ('gateway' in place) return place.gateway.id === device.gateway?.id;
  // A foreign firmware says many things on topics of its own making; they concern nobody.
  const isForeign = device.sensor?.kind === 'tasmota' || device.sensor?.kind === 'shelly';
  return isForeign && !topic.startsWith('dayi/');
}

/** Whether a device may hear a topic: commands of its own, without a wildcard that reaches others. */
export function maySubscribe(device: Device, topic: string): boolean {
  const { unitCode, code } = device.sensor ?? device.gateway;
  const firmware = device.sensor?.topic?.split('/') ?? [];
  const name = firmware.find((part) => part !== 'tele') ?? null;
  const own = [`dayi/${unitCode}/${code}/`, `dayi/${unitCode}/gateway/${code}/`];
  const foreign = name === null ? [] : [`cmnd/${name}/`, `${name}/`];
  return [...own, ...foreign].some((start) => topic.startsWith(start));
}
