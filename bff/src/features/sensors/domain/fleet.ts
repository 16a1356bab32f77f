export const SENSOR_KINDS = ['dayi', 'gateway_member', 'dtu', 'tasmota', 'shelly'] as const;
export type SensorKind = (typeof SENSOR_KINDS)[number];

export interface Sensor {
  id: string;
  /** What its readings are kept by. */
  no: number;
  code: string;
  kind: SensorKind;
  unitId: string;
  unitCode: string;
  /** Where foreign firmware publishes: what stands before `/SENSOR` or `/events/rpc`, or a DTU's whole topic. */
  topic: string | null;
  gatewayId: string | null;
  /** The zone of a firmware's clock that tells none (IANA). */
  timeZone: string;
  /** SHA-256 of its key, hexadecimal; null where its gateway speaks for it. */
  secretHash: string | null;
  /** What it is clipped to now. */
  instrumentId: string | null;
}

export interface Gateway {
  id: string;
  code: string;
  unitId: string;
  unitCode: string;
  secretHash: string;
}

/** Whoever holds a key of its own. */
export type Device = { sensor: Sensor; gateway?: never } | { gateway: Gateway; sensor?: never };

/** Every sensor and gateway, as the ways of asking for them want it; kept in memory, renewed row by row. */
export class Fleet {
  private readonly sensors = new Map<string, Sensor>();
  private readonly gateways = new Map<string, Gateway>();
  private readonly byCode = new Map<string, Device>();
  private readonly byKey = new Map<string, Device>();
  private readonly byTopic = new Map<string, Sensor>();

  putSensor(sensor: Sensor): void {
    const before = this.sensors.get(sensor.id);
    if (before !== undefined) this.forget(before, before.topic);
    this.sensors.set(sensor.id, sensor);
    this.byCode.set(sensor.code, { sensor });
    if (sensor.secretHash !== null) this.byKey.set(sensor.secretHash, { sensor });
    if (sensor.topic !== null) this.byTopic.set(sensor.topic, sensor);
  }

  putGateway(gateway: Gateway): void {
    const before = this.gateways.get(gateway.id);
    if (before !== undefined) this.forget(before, null);
    this.gateways.set(gateway.id, gateway);
    this.byCode.set(gateway.code, { gateway });
    this.byKey.set(gateway.secretHash, { gateway });
  }

  private forget(device: Sensor | Gateway, topic: string | null): void {
    this.byCode.delete(device.code);
    if (device.secretHash !== null) this.byKey.delete(device.secretHash);
    if (topic !== null) this.byTopic.delete(topic);
  }

  withCode(code: string): Device | undefined {
    return this.byCode.get(code);
  }

  withKey(secretHash: string): Device | undefined {
    return this.byKey.get(secretHash);
  }

  all(): Sensor[] {
    return [...this.sensors.values()];
  }

  /** The sensor whose firmware publishes here, and what the topic says after its own: `SENSOR`, `events/rpc`. */
  atTopic(topic: string): { sensor: Sensor; rest: string } | undefined {
    for (let end = topic.length, cuts = 0; end > 0 && cuts <= 2; cuts += 1) {
      const sensor = this.byTopic.get(topic.slice(0, end));
      if (sensor !== undefined) return { sensor, rest: topic.slice(end + 1) };
      end = topic.lastIndexOf('/', end - 1);
    }
    return undefined;
  }
}
