import { setTimeout as sleep } from 'node:timers/promises';
import type { Deps } from '../../../deps.ts';
import { SECOND } from '../../../infra/clock.ts';
import { Problem } from '../../../problem.ts';
import type { Device } from '../domain/fleet.ts';
import { MOST_READINGS } from '../domain/message-shapes.ts';
import { receiveRows } from '../domain/receive.ts';
import { hashDeviceKey } from '../tokens.ts';
import { type Intake, intakeOf } from './open-intake.ts';

const LONGEST_WAIT = 10 * SECOND;

const unavailable = () => new Problem('server.unavailable', { retryAfterSeconds: 5 });

/** A device that was registered a moment ago, perhaps elsewhere, is looked for before it is refused. */
async function deviceOf(intake: Intake, key: string): Promise<Device | undefined> {
  const hash = hashDeviceKey(key);
  const known = intake.keeper.fleet.withKey(hash);
  if (known !== undefined) return known;
  await intake.keeper.renew();
  return intake.keeper.fleet.withKey(hash);
}

/**
 * Takes a batch by HTTP in the name of the device whose key it comes with. Returns once it is durable.
 * @throws Problem `sensor.key_invalid`, `request.too_large` over 5,000 rows, `server.unavailable` while
 *   MySQL is away: the same batch may be sent again
 */
export async function postReadings(deps: Deps, key: string | null, rows: readonly unknown[]) {
  const intake = intakeOf(deps);
  const device = key === null ? undefined : await deviceOf(intake, key);
  if (device === undefined) throw new Problem('sensor.key_invalid');
  if (intake.queue.isFull) throw unavailable();
  const heardAt = deps.clock.now().getTime();
  if (device.gateway !== undefined) intake.notes.noteGateway(device.gateway.id);
  const from = device.gateway ?? device.sensor;
  const received = await intake.judge((gate) => receiveRows(gate, from, rows, heardAt));
  if (rows.length > MOST_READINGS) {
    intake.notes.note(received, heardAt);
    throw new Problem('request.too_large');
  }
  const kept = intake.keep(received, heardAt, true);
  const receipt = await Promise.race([kept, sleep(LONGEST_WAIT, undefined, { ref: false })]);
  if (receipt === undefined) {
    kept.catch(() => undefined);
    throw unavailable();
  }
  const { stored: accepted, duplicates, late } = receipt;
  const rejected = received.rejects.map(({ index, reason }) => ({ index, code: reason }));
  return { accepted, duplicates, late, rejected };
}
