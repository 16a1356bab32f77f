import type { Deps } from '../../../deps.ts';
import { hashDeviceKey } from '../tokens.ts';
import { intakeOf } from './open-intake.ts';

/** Counts a batch of a known device that never came to be judged: too large to read, or no batch at all. */
export function noteUnread(
  deps: Deps,
  key: string,
  reason: 'payload_too_large' | 'malformed',
): void {
  const { keeper, notes } = intakeOf(deps);
  const device = keeper.fleet.withKey(hashDeviceKey(key));
  if (device === undefined) return;
  const reject = { subject: (device.sensor ?? device.gateway).id, reason, index: 0 };
  const heardAt = deps.clock.now().getTime();
  notes.note({ taken: [], rejects: [reject], presence: null }, heardAt);
}
