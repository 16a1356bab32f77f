import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * A process group we started, by its leader's pid. Lower ranks end first:
 * what works on the data, then Redis, then the database.
 * @typedef {{ pid: number, rank: number, graceMs: number }} Group
 */

/** @param {number} pid @param {NodeJS.Signals | 0} signal */
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
    if (!signalGroup(pid, 0)) return;
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

/**
 * When a process began: a pid alone may long belong to somebody else.
 * @param {number} pid
 * @returns {string | undefined} nothing when there is no such process
 */
export function startTimeOf(pid) {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The command name, in brackets, may hold blanks: count fields after it.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' ? undefined : fields[19];
    }
    const shown = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
    return shown.trim() || undefined;
  } catch {
    return undefined;
  }
}
