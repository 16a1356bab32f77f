import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

/** @typedef {{ name: string, parent: number, group: number, started: string }} ProcessEntry */

/** @param {number} pid @returns {ProcessEntry | undefined} */
function readProc(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name, in brackets, may hold blanks and brackets: count fields after the last one.
  const end = stat.lastIndexOf(')');
  const [state, parent, group, ...rest] = stat.slice(end + 2).split(' ');
  if (state === 'Z') return undefined;
  const name = stat.slice(stat.indexOf('(') + 1, end);
  return { name, parent: Number(parent), group: Number(group), started: rest[16] };
}

/** @param {number} pid @returns {ProcessEntry | undefined} */
function askPs(pid) {
  const args = ['-o', 'ppid=,pgid=,lstart=,comm=', '-p', String(pid)];
  const shown = execFileSync('ps', args, {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  const [, parent, group, started, name] = /^\s*(\d+)\s+(\d+)\s+(.{24})\s+(.*)$/m.exec(shown) ?? [];
  if (name === undefined) return undefined;
  return { name, parent: Number(parent), group: Number(group), started };
}

/** @param {number} pid @returns {ProcessEntry | undefined} nothing when there is no such process */
export function describeProcess(pid) {
  try {
    return process.platform === 'linux' ? readProc(pid) : askPs(pid);
  } catch {
    return undefined;
  }
}

/** When a process began: a pid alone may long belong to somebody else. @param {number} pid */
export function startTimeOf(pid) {
  return describeProcess(pid)?.started;
}

/**
 * Whether anybody of a group still works. A process that has ended but that nobody has collected,
 * as happens to orphans in containers, still answers signals.
 * @param {number} leader
 */
export function isGroupAlive(leader) {
  try {
    process.kill(-leader, 0);
  } catch {
    return false;
  }
  if (process.platform !== 'linux' || describeProcess(leader)) return true;
  return readdirSync('/proc').some(
    (name) => /^\d+$/.test(name) && describeProcess(Number(name))?.group === leader,
  );
}

/** The processes from our parent up to npm: npm runs a script by way of a shell. */
function npmAbove() {
  const parent = describeProcess(process.ppid);
  if (!parent) return [process.ppid];
  return /sh$/.test(parent.name) ? [process.ppid, parent.parent] : [process.ppid];
}

/**
 * npm killed outright passes nothing on to what it runs; we have to look.
 * @param {() => void} handleEnd
 */
export function watchNpm(handleEnd) {
  if (!process.env.npm_lifecycle_event) return;
  const watched = npmAbove().map((pid) => ({ pid, started: startTimeOf(pid) }));
  const timer = setInterval(() => {
    if (watched.every(({ pid, started }) => startTimeOf(pid) === started)) return;
    clearInterval(timer);
    handleEnd();
  }, 1000);
  timer.unref();
}
