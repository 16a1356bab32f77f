import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { run as runCommand } from './commands.mjs';
import { root, workFolder } from './paths.mjs';
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

/** @param {import('./run-main.mjs').Run} run */
export async function ensureInstalled({ life, progress }) {
  if (isInstalled()) return;
  await progress.step('Packages (npm ci)', (tell) =>
    alone(
      path.join(workFolder, 'install.json'),
      () => tell('(waiting for another command here)'),
      async () => {
        if (isInstalled()) return;
        // Under `npm test` npm's own settings are in the environment; CI mode keeps it from asking.
        const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
        await runCommand(life, { name: 'npm-ci', command: 'npm', args, env: { CI: 'true' }, tell });
      },
    ),
  );
}
