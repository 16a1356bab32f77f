import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { run as runCommand } from './commands.mjs';
import { lockFile, logFile, root } from './paths.mjs';
import { alone } from './run-lock.mjs';

/** @typedef {Record<string, { version?: string, optional?: boolean, link?: boolean }>} Packages */

/** @param {string} file @returns {Packages} */
function packagesIn(file) {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages;
}

/** What npm wrote down on installing, against what the lock asks for: times of files prove little. */
function isInstalled() {
  if (!existsSync(path.join(root, 'node_modules/.package-lock.json'))) return false;
  const installed = packagesIn('node_modules/.package-lock.json');
  return Object.entries(packagesIn('package-lock.json')).every(
    ([place, { version, optional, link }]) =>
      !place.includes('node_modules/') || optional || link || installed[place]?.version === version,
  );
}

/** @param {import('./life-cycle.mjs').LifeCycle} life @param {(detail: string) => void} tell */
async function install(life, tell) {
  const rest = ['--include=dev', '--no-audit', '--no-fund'];
  // CI mode keeps npm from asking.
  const command = { command: 'npm', env: { CI: 'true' }, tell };
  try {
    await runCommand(life, { ...command, name: 'npm-ci', args: ['ci', ...rest] });
  } catch (error) {
    // A lock without the optional binaries of every other platform is refused by `npm ci`, though
    // all that this platform needs is in it. `--no-save` installs by the same lock, untouched.
    if (!readFileSync(logFile('npm-ci'), 'utf8').includes('code EUSAGE')) throw error;
    tell('');
    await runCommand(life, {
      ...command,
      name: 'npm-install',
      args: ['install', '--no-save', ...rest],
    });
  }
}

/** @param {import('./run-main.mjs').Run} run */
export async function ensureInstalled({ life, progress }) {
  if (isInstalled()) return;
  await progress.step('Packages (npm ci)', (tell) =>
    alone(
      lockFile('install'),
      () => tell('(waiting for another command here)'),
      async () => {
        if (!isInstalled()) await install(life, tell);
      },
    ),
  );
}
