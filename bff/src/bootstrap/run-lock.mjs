import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { stopInOrder } from './process-groups.mjs';
import { startTimeOf } from './process-table.mjs';

/**
 * What a run writes down about itself: who it is and what it started.
 * @typedef {{ pid: number, started: string, url?: string, env?: Record<string, string>,
 *   groups?: (import('./process-groups.mjs').Group & { started: string })[] }} RunRecord
 */

/** @param {string} file @returns {RunRecord | undefined} */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {{ pid: number, started: string }} one */
function isAlive({ pid, started }) {
  return startTimeOf(pid) === started;
}

/** @param {string} file @returns {RunRecord | undefined} the live run that holds the lock */
function holderOf(file) {
  const record = read(file);
  return record && isAlive(record) ? record : undefined;
}

/** @param {string} file */
async function clearStale(file) {
  // Its owner may be between making the file and filling it.
  for (let tries = 0; tries < 20 && !read(file); tries += 1) await delay(50);
  const record = read(file);
  if (record && isAlive(record)) return;
  // Normally the guard of that run has done this already; it may have been killed as well.
  await stopInOrder((record?.groups ?? []).filter(isAlive));
  rmSync(file, { force: true });
}

/**
 * @param {string} file
 * @returns {Promise<{ holder: RunRecord } | { update: (more: Partial<RunRecord>) => void, release: () => void }>}
 */
async function takeLock(file) {
  mkdirSync(path.dirname(file), { recursive: true });
  /** @type {RunRecord} */
  let record = { pid: process.pid, started: startTimeOf(process.pid) ?? '' };
  for (;;) {
    try {
      writeFileSync(file, JSON.stringify(record), { flag: 'wx', mode: 0o600 });
      break;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      const holder = holderOf(file);
      if (holder) return { holder };
      await clearStale(file);
    }
  }
  return {
    update: (more) => {
      record = { ...record, ...more };
      writeFileSync(`${file}.new`, JSON.stringify(record), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
    release: () => {
      if (read(file)?.pid === process.pid) rmSync(file, { force: true });
    },
  };
}

/**
 * Holds the data folder until the run ends, with a record of what to clear up should it crash.
 * @param {import('./run-main.mjs').Run} run
 * @param {string} folder
 */
export async function holdFolder({ life }, folder) {
  const lock = await takeLock(path.join(folder, 'run.json'));
  if ('holder' in lock) return lock;
  life.atEnd(lock.release);
  life.followGroups((groups) => {
    const timed = groups.map((group) => ({ ...group, started: startTimeOf(group.pid) ?? '' }));
    lock.update({ groups: timed });
  });
  return lock;
}

/** @param {string} folder */
export function holderOfFolder(folder) {
  return holderOf(path.join(folder, 'run.json'));
}

/**
 * One at a time in this checkout: two commands must not install or build over each other.
 * @template T
 * @param {string} file
 * @param {() => void} tellWaiting
 * @param {() => Promise<T>} work
 */
export async function alone(file, tellWaiting, work) {
  let lock = await takeLock(file);
  while ('holder' in lock) {
    tellWaiting();
    await delay(250);
    lock = await takeLock(file);
  }
  try {
    return await work();
  } finally {
    lock.release();
  }
}
