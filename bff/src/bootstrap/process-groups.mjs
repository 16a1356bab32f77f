import { setTimeout as delay } from 'node:timers/promises';
import { isGroupAlive } from './process-table.mjs';

/**
 * A process group we started, by its leader's pid. Lower ranks end first:
 * what works on the data, then Redis, then the database.
 * @typedef {{ pid: number, rank: number, graceMs: number }} Group
 */

/** @param {number} pid @param {NodeJS.Signals} signal */
export function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** @param {Group} group */
async function stopGroup({ pid, graceMs }) {
  if (!signalGroup(pid, 'SIGTERM')) return;
  const deadline = Date.now() + graceMs;
  while (Date.now() < deadline) {
    if (!isGroupAlive(pid)) return;
    await delay(25);
  }
  signalGroup(pid, 'SIGKILL');
}

/** @param {Iterable<Group>} groups */
export async function stopInOrder(groups) {
  const all = [...groups];
  for (const rank of [...new Set(all.map((group) => group.rank))].sort((a, b) => a - b)) {
    await Promise.all(all.filter((group) => group.rank === rank).map(stopGroup));
  }
}
