import type { SensorKind } from './fleet.ts';
import { instantOf } from './reading-values.ts';

/** A reading as it was told, values not judged yet. `code` names one of a gateway's sensors. */
export interface Told {
  code?: unknown;
  amperes: unknown;
  /** ms since 1970; undefined is a time that nobody can read. */
  at: number | undefined;
  /** What it says of itself beside. */
  firmware?: string | undefined;
  /** Percent. */
  battery?: number | undefined;
}

/** What a message says: readings, that a device came or went, nothing that concerns us, or nothing sensible. */
export type Said =
  { told: readonly Told[] } | { isOnline: boolean } | 'nothing' | 'malformed' | 'batch_too_large';

export interface Shape {
  kind: SensorKind | 'gateway';
  /** What the topic says after the sensor's own, where a firmware has several. */
  rest: string;
  timeZone: string;
  heardAt: number;
}

export const MOST_READINGS = 5_000;

/** What 4G DTUs call a current, in any case. */
const DTU_NAMES = new Set(['current', 'amperes', 'amps', 'ampere', 'i', 'ia', 'i1', 'current_a']);
const COMPONENT = /^(?:switch|cover|light|pm1|em1|em):\d+$/;

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const decoder = new TextDecoder('utf-8', { fatal: true });

function parse(payload: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(payload)) as unknown;
  } catch {
    return undefined;
  }
}

function aboutItself({ firmware, battery }: Fields): Pick<Told, 'firmware' | 'battery'> {
  const isShare = typeof battery === 'number' && battery >= 0 && battery <= 100;
  return {
    firmware: typeof firmware === 'string' ? firmware.slice(0, 60) : undefined,
    battery: isShare ? Math.round(battery) : undefined,
  };
}

/** `[{sensorId, at, amperes}]` of a gateway, or of a program that speaks HTTP. */
export function tellRows(rows: readonly unknown[]): Told[] {
  return rows.map((row) =>
    isFields(row)
      ? {
          code: row['sensorId'],
          amperes: row['amperes'],
          at: instantOf(row['at']),
          ...aboutItself(row),
        }
      : { amperes: Number.NaN, at: undefined },
  );
}

function fromGateway(body: unknown): Said {
  if (!Array.isArray(body)) return 'malformed';
  return body.length > MOST_READINGS ? 'batch_too_large' : { told: tellRows(body) };
}

/** `{at, amperes}` or several of them; one alone may leave its time to the clock here. */
function fromOwn(body: unknown, heardAt: number): Said {
  if (isFields(body)) {
    const at = body['at'] === undefined ? heardAt : instantOf(body['at']);
    const code = body['sensorId'];
    return { told: [{ code, amperes: body['amperes'], at, ...aboutItself(body) }] };
  }
  return fromGateway(body);
}

/** Flat JSON without a time: a fieldbus register that a modem passes on. */
function fromDtu(body: unknown, heardAt: number): Said {
  if (!isFields(body)) return 'malformed';
  const found = Object.entries(body).find(([name]) => DTU_NAMES.has(name.toLowerCase()));
  return found === undefined ? 'malformed' : { told: [{ amperes: found[1], at: heardAt }] };
}

/** Several channels of one device measure one instrument. */
function sumOf(current: unknown): unknown {
  if (!Array.isArray(current)) return current;
  const isNumber = (value: unknown) => typeof value === 'number';
  if (current.length === 0 || !current.every(isNumber)) return Number.NaN;
  return current.reduce((sum, value) => sum + value, 0);
}

function fromTasmota(body: unknown, { timeZone, heardAt }: Shape): Said {
  if (!isFields(body)) return 'malformed';
  const energy = body['ENERGY'];
  if (!isFields(energy) || energy['Current'] === undefined) return 'nothing';
  const at = body['Time'] === undefined ? heardAt : instantOf(body['Time'], timeZone);
  return { told: [{ amperes: sumOf(energy['Current']), at }] };
}

/** Shelly tells what has changed and no more: an update without a current is no reading, and no fault. */
function fromShelly(body: unknown, heardAt: number): Said {
  if (!isFields(body)) return 'malformed';
  const { method, params } = body;
  if (method !== 'NotifyStatus' && method !== 'NotifyFullStatus') return 'nothing';
  if (!isFields(params)) return 'malformed';
  const at = params['ts'] === undefined ? heardAt : instantOf(params['ts']);
  for (const [name, component] of Object.entries(params)) {
    if (!COMPONENT.test(name) || !isFields(component)) continue;
    const amperes = component['current'] ?? component['total_current'] ?? component['a_current'];
    if (amperes !== undefined) return { told: [{ amperes, at }] };
  }
  return 'nothing';
}

function presence(payload: Uint8Array): Said {
  const word = Buffer.from(payload.subarray(0, 16)).toString('latin1').toLowerCase();
  if (word === 'online' || word === 'true') return { isOnline: true };
  return word === 'offline' || word === 'false' ? { isOnline: false } : 'malformed';
}

/** Whether this topic tells that a device came or went: brokers keep that word for it, which is how it is meant. */
export const isPresence = ({ kind, rest }: Pick<Shape, 'kind' | 'rest'>): boolean =>
  (kind === 'tasmota' && rest === 'LWT') || (kind === 'shelly' && rest === 'online');

/** Reads a message of any device the house knows. Never throws, whatever the bytes. */
export function readShape(shape: Shape, payload: Uint8Array): Said {
  const { kind, rest, heardAt } = shape;
  if (isPresence(shape)) return presence(payload);
  if (kind === 'tasmota' && rest !== 'SENSOR') return 'nothing';
  if (kind === 'shelly' && rest !== 'events/rpc') return 'nothing';
  if (kind === 'dtu' && rest !== '') return 'nothing';
  const body = parse(payload);
  switch (kind) {
    case 'gateway':
      return fromGateway(body);
    case 'dayi':
    case 'gateway_member':
      return fromOwn(body, heardAt);
    case 'dtu':
      return fromDtu(body, heardAt);
    case 'tasmota':
      return fromTasmota(body, shape);
    case 'shelly':
      return fromShelly(body, heardAt);
  }
}
