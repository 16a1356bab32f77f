import { z } from 'zod';
import { Count, Id, Instant, pageOf, pageQuery } from '../primitives.ts';
import type { Contract } from './contract.ts';

const SensorKind = z.enum(['dayi', 'gateway_member', 'dtu', 'tasmota', 'shelly']);

/** As on the label: it is part of a topic. */
const DeviceCode = z.string().regex(/^[0-9A-Za-z][0-9A-Za-z_-]{2,39}$/);

/** Where a foreign firmware publishes; no wildcards, and none of the house's own topics. */
const FirmwareTopic = z.string().regex(/^(?!dayi\/|\$|\/)[^\s#+]{1,200}(?<!\/)$/);

const NewDevice = z
  .strictObject({
    unitId: Id,
    code: DeviceCode,
    kind: z.enum([...SensorKind.options, 'gateway']),
    /** `tele/plug-7` of Tasmota, the device's name of Shelly, a DTU's whole topic. */
    topic: FirmwareTopic.optional(),
    /** The gateway that speaks for it. */
    gatewayCode: DeviceCode.optional(),
    intervalSeconds: z.int().min(1).max(3_600).default(10),
  })
  .superRefine(({ kind, topic, gatewayCode }, ctx) => {
    const miss = (path: string) => {
      ctx.addIssue({ code: 'custom', path: [path], message: 'required' });
    };
    if ((kind === 'tasmota' || kind === 'shelly') && topic === undefined) miss('topic');
    if (kind === 'gateway_member' && gatewayCode === undefined) miss('gatewayCode');
  });

const FleetSensor = z.object({
  id: Id,
  code: z.string(),
  kind: SensorKind,
  gatewayCode: z.string().nullable(),
  /** The device whose key its readings come with: itself, or its gateway. */
  key: z.object({
    deviceId: Id,
    deviceCode: z.string(),
    isGateway: z.boolean(),
    isRevoked: z.boolean(),
  }),
  instrument: z.object({ id: Id, name: z.string(), model: z.string() }).nullable(),
  installedAt: Instant,
  lastSeenAt: Instant.nullable(),
  lastReadingAt: Instant.nullable(),
  firmware: z.string().nullable(),
  /** Percent. */
  batteryPercent: z.int().min(0).max(100).nullable(),
  /** How far its clock is ahead of the server's, behind where negative; of its newest reading. */
  skewMs: z.int().nullable(),
  /** What its firmware last said of itself; null where it never says. */
  isOnline: z.boolean().nullable(),
  /** What was not taken today (UTC), by reason. */
  rejectsToday: z.array(z.object({ reason: z.string(), count: Count })),
});

const Binding = z.object({
  sensorId: Id,
  sensorCode: z.string(),
  instrumentId: Id,
  boundAt: Instant,
});

const Registered = z.object({
  id: Id,
  code: z.string(),
  /** The password; the name is the code. Null where a gateway speaks for it. */
  key: z.string().nullable(),
  /** Where it publishes. */
  topic: z.string().nullable(),
});

export const sensorContracts = {
  listSensors: {
    summary: 'The sensors of a unit, by code, with their health',
    query: z.object({ unitId: Id, ...pageQuery }),
    responses: { 200: pageOf(FleetSensor) },
    problems: ['sensor.not_found', 'request.cursor_invalid'],
  },
  registerSensor: {
    summary:
      'Register a sensor or gateway; its key is shown once. One that was never heard may be registered again, which replaces its key',
    body: NewDevice,
    responses: {
      201: Registered,
    },
    problems: ['sensor.not_found', 'sensor.code_taken', 'sensor.topic_taken'],
  },
  bindSensor: {
    summary:
      'Say which instrument a sensor is clipped to, by scanning both; it leaves the one before',
    body: z
      .strictObject({
        sensorCode: z.string().trim().min(1).max(40),
        instrumentId: Id.optional(),
        /** As on the instrument's own label. */
        labelCode: z.string().trim().min(1).max(40).optional(),
      })
      .superRefine(({ instrumentId, labelCode }, ctx) => {
        if ((instrumentId === undefined) === (labelCode === undefined)) {
          ctx.addIssue({ code: 'custom', path: ['instrumentId'], message: 'required' });
        }
      }),
    responses: { 200: Binding },
    problems: ['sensor.not_found', 'instrument.not_found', 'sensor.instrument_taken'],
  },
  unbindSensor: {
    summary: 'Say that a sensor is clipped to nothing',
    params: z.object({ id: Id }),
    responses: { 204: null },
    problems: ['sensor.not_found'],
  },
  renewSensorKey: {
    summary:
      'A new key for a sensor or gateway, shown once; what the old one opened is closed at once, on every node',
    params: z.object({ id: Id }),
    responses: { 200: Registered },
    problems: ['sensor.not_found', 'sensor.no_key'],
  },
  revokeSensorKey: {
    summary: 'Shut a sensor or gateway out until it has a new key',
    params: z.object({ id: Id }),
    responses: { 204: null },
    problems: ['sensor.not_found', 'sensor.no_key'],
  },
} satisfies Record<string, Contract>;
