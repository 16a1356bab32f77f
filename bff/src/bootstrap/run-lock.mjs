import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startTimeOf, stopInOrder } from './process-groups.mjs';

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
export function holderOf(file) {
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
export async function takeLock(file) {
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
      writeFileSync(file, JSON.stringify(record), { mode: 0o600 });
    },
    release: () => {
      if (read(file)?.pid === process.pid) rmSync(file, { force: true });
    },
  };
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
