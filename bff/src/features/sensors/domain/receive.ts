import type { Fleet, Gateway, Sensor } from './fleet.ts';
import { isPresence, MOST_READINGS, readShape, tellRows, type Told } from './message-shapes.ts';
import type { Pace } from './pace.ts';
import { faultOfAmperes, faultOfClock } from './reading-values.ts';
import type { RejectReason } from './rejects.ts';
import { placeOf } from './topics.ts';

export interface Message {
  topic: string;
  payload: Uint8Array;
  isRetained: boolean;
  /** When it came, ms since 1970. */
  heardAt: number;
}

export interface Taken {
  sensor: Sensor;
  at: number;
  amperes: number;
  firmware?: string | undefined;
  battery?: number | undefined;
}

export interface Reject {
  /** The id of the sensor or gateway, or the topic that is nobody's. */
  subject: string;
  reason: RejectReason;
  /** Where in its batch. */
  index: number;
}

export interface Received {
  taken: Taken[];
  rejects: Reject[];
  presence: { sensor: Sensor; isOnline: boolean } | null;
}

export interface Gate {
  fleet: Fleet;
  pace: Pick<Pace, 'allows'>;
}

/** Five thousand readings and room to spare. */
export const MOST_BYTES = 512 * 1024;

const refused = (subject: string, reason: RejectReason): Received => ({
  taken: [],
  rejects: [{ subject, reason, index: 0 }],
  presence: null,
});

/** Whose reading it is; a gateway speaks for its own sensors only. */
function sensorOf({ fleet }: Gate, gateway: Gateway, code: unknown): Sensor | undefined {
  const sensor = typeof code === 'string' ? fleet.withCode(code)?.sensor : undefined;
  return sensor?.gatewayId === gateway.id ? sensor : undefined;
}

const nobody = (code: unknown): RejectReason =>
  typeof code === 'string' ? 'unknown_sensor' : 'malformed';

function judge(
  gate: Gate,
  from: Sensor | Gateway,
  told: readonly Told[],
  heardAt: number,
): Received {
  const received: Received = { taken: [], rejects: [], presence: null };
  told.forEach(({ code, amperes, at, firmware, battery }, index) => {
    const isOwn = 'no' in from && (code === undefined || code === from.code);
    const sensor = 'no' in from ? (isOwn ? from : undefined) : sensorOf(gate, from, code);
    const fault =
      sensor === undefined
        ? nobody(code)
        : (faultOfAmperes(amperes) ??
          (at === undefined ? 'malformed' : faultOfClock(at, heardAt)) ??
          (gate.pace.allows(sensor.no, at ?? 0, heardAt) ? undefined : 'too_fast'));
    if (fault === undefined && sensor !== undefined) {
      received.taken.push({
        sensor,
        at: at ?? heardAt,
        amperes: amperes as number,
        firmware,
        battery,
      });
    } else if (fault !== undefined) {
      received.rejects.push({ subject: (sensor ?? from).id, reason: fault, index });
    }
  });
  return received;
}

/** Judges the rows of a program that speaks HTTP, in the name of the device whose key it holds. */
export function receiveRows(
  gate: Gate,
  from: Sensor | Gateway,
  rows: readonly unknown[],
  heardAt: number,
): Received {
  if (rows.length > MOST_READINGS) return refused(from.id, 'batch_too_large');
  return judge(gate, from, tellRows(rows), heardAt);
}

/** Judges a message by its topic and bytes: readings to keep, and what is not taken with its reason. */
export function receiveMessage(gate: Gate, message: Message): Received {
  const { topic, payload, heardAt } = message;
  const place = placeOf(gate.fleet, topic);
  if ('reason' in place) return refused(place.subject, place.reason);
  const from = 'sensor' in place ? place.sensor : place.gateway;
  const kind = 'sensor' in place ? place.sensor.kind : 'gateway';
  const rest = 'rest' in place ? place.rest : '';
  const timeZone = 'sensor' in place ? place.sensor.timeZone : 'UTC';
  if (payload.length > MOST_BYTES) return refused(from.id, 'payload_too_large');
  if (message.isRetained && !isPresence({ kind, rest })) return refused(from.id, 'retained');
  const said = readShape({ kind, rest, timeZone, heardAt }, payload);
  if (said === 'nothing') return { taken: [], rejects: [], presence: null };
  if (typeof said === 'string') return refused(from.id, said);
  if ('told' in said) return judge(gate, from, said.told, heardAt);
  const presence = 'sensor' in place ? { sensor: place.sensor, isOnline: said.isOnline } : null;
  return { taken: [], rejects: [], presence };
}
