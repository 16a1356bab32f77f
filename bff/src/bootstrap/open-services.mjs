import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { migrate } from './fill-database.mjs';
import { Explained } from './messages.mjs';
import { dataFolder } from './paths.mjs';
import { holdFolder, holderOfFolder } from './run-lock.mjs';
import { startServices } from './services.mjs';
import { borrowTestSpace } from './test-space.mjs';

/** @typedef {import('./run-main.mjs').Run} Run */
/** @typedef {Record<string, string>} Env */

/** @param {Run} run @param {Promise<void>} installed @returns {Promise<Env>} */
async function openThrowaway(run, installed) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'dayi-test-'));
  run.life.ownFolder(folder);
  const env = await startServices(run, { folder, database: 'dayi_test' });
  // Only services that were given need drivers, and those come with the packages.
  await installed;
  return { ...env, ...(await borrowTestSpace(run)) };
}

/**
 * Another command already has this data folder open: use what it has started.
 * @param {Run} run
 * @param {string} folder
 * @returns {Promise<Env>}
 */
async function joinRunning({ progress }, folder) {
  return progress.step('Waiting for the services of the command running here', async () => {
    for (;;) {
      const holder = holderOfFolder(folder);
      if (!holder)
        throw new Explained('The command that had the services open has ended. Try again.');
      if (holder.env) return holder.env;
      await delay(250);
    }
  });
}

/**
 * @param {Run} run
 * @param {{ throwaway: boolean, migrate?: boolean, installed: Promise<void> }} options
 * @returns {Promise<Env>}
 */
export async function openServices(run, options) {
  let env;
  if (options.throwaway) {
    env = await openThrowaway(run, options.installed);
  } else {
    const folder = dataFolder();
    const lock = await holdFolder(run, folder);
    if ('holder' in lock) {
      env = await joinRunning(run, folder);
    } else {
      env = await startServices(run, { folder });
      lock.update({ env });
    }
  }
  await options.installed;
  if (options.migrate) await migrate(run, env);
  return env;
}
