import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { signalGroup, stopInOrder } from './process-groups.mjs';
import { watchNpm } from './process-table.mjs';

export const ranks = { work: 0, redis: 1, database: 2 };
const graceMs = [10_000, 10_000, 30_000];
const clearingMs = 5000;
const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
const signals = /** @type {(keyof typeof exitCodes)[]} */ (Object.keys(exitCodes));
// npm hands a terminal's Ctrl-C on, so one press may arrive twice.
const secondPressAfterMs = 1500;

/**
 * Owns every process and temporary folder of this run and ends them, whatever ends the run.
 * Each process leads a group of its own, so a terminal's Ctrl-C reaches only us.
 */
export function createLifeCycle() {
  /** @type {Map<number, import('./process-groups.mjs').Group>} */
  const groups = new Map();
  /** @type {Set<string>} */
  const folders = new Set();
  /** @type {Set<() => Promise<void>>} */
  const clearings = new Set();
  /** @type {Set<() => void>} */
  const lastThings = new Set();
  /** @type {Promise<void> | undefined} */
  let stopping;
  /** @type {(groups: import('./process-groups.mjs').Group[]) => void} */
  let tellGroups = () => {};

  const guard = spawn(
    process.execPath,
    [path.join(path.dirname(fileURLToPath(import.meta.url)), 'guard.mjs')],
    { detached: true, stdio: ['pipe', 'ignore', 'ignore'] },
  );
  guard.stdin.on('error', () => {});
  guard.unref();
  /** @param {object} message */
  const tellGuard = (message) => guard.stdin.write(`${JSON.stringify(message)}\n`);

  /**
   * @param {string} command
   * @param {string[]} args
   * @param {import('node:child_process').SpawnOptions} options
   */
  function start(command, args, options, rank = ranks.work) {
    if (stopping) throw new Error('The run is ending.');
    const child = spawn(command, args, { ...options, detached: true });
    const { pid } = child;
    if (pid !== undefined) {
      const group = { pid, rank, graceMs: graceMs[rank] };
      groups.set(pid, group);
      tellGuard({ add: group });
      tellGroups([...groups.values()]);
      child.once('exit', () => {
        signalGroup(pid, 'SIGKILL');
        groups.delete(pid);
        tellGuard({ remove: pid });
        tellGroups([...groups.values()]);
      });
    }
    return child;
  }

  /** @param {string} folder removed when the run ends, however it ends */
  function ownFolder(folder) {
    folders.add(folder);
    tellGuard({ folder });
  }

  function stop() {
    stopping ??= (async () => {
      await stopInOrder([...groups.values()].filter(({ rank }) => rank === ranks.work));
      const clearing = Promise.allSettled([...clearings].map((act) => act()));
      await Promise.race([clearing, delay(clearingMs, undefined, { ref: false })]);
      await stopInOrder(groups.values());
      for (const folder of folders) {
        rmSync(folder, { recursive: true, force: true });
        tellGuard({ keep: folder });
      }
      for (const act of lastThings) act();
      guard.stdin.end();
    })();
    return stopping;
  }

  /** @param {(signal: keyof typeof exitCodes) => number} exitCodeFor */
  function listen(exitCodeFor = (signal) => exitCodes[signal]) {
    let firstAt = 0;
    /** @param {keyof typeof exitCodes} signal */
    const handleSignal = (signal) => {
      if (!firstAt) {
        firstAt = Date.now();
        void stop().then(() => process.exit(exitCodeFor(signal)));
      } else if (Date.now() - firstAt > secondPressAfterMs) {
        for (const { pid, rank } of groups.values()) {
          if (rank === ranks.work) signalGroup(pid, 'SIGKILL');
        }
      }
    };
    for (const signal of signals) process.on(signal, () => handleSignal(signal));
    watchNpm(() => handleSignal('SIGHUP'));
  }

  return {
    start,
    stop,
    listen,
    ownFolder,
    isStopping: () => stopping !== undefined,
    /** @param {typeof tellGroups} tell called at once and at every change */
    followGroups: (tell) => {
      tellGroups = tell;
      tell([...groups.values()]);
    },
    /** @param {() => Promise<void>} act done while the services still answer */
    beforeEnd: (act) => clearings.add(act),
    /** @param {() => void} act done after everything has ended */
    atEnd: (act) => lastThings.add(act),
  };
}

/** @typedef {ReturnType<typeof createLifeCycle>} LifeCycle */
