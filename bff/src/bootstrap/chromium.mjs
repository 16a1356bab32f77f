import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run as runCommand } from './commands.mjs';
import { fetchPackages, isDebian } from './debian.mjs';
import { findIn, findProgram, libraryPath, runtimeFolder } from './find-program.mjs';
import { noChromium } from './messages.mjs';
import { lockFile, root } from './paths.mjs';
import { alone } from './run-lock.mjs';

/** @typedef {import('./run-main.mjs').Run} Run */

const packageSet = {
  set: 'chromium',
  packages: ['chromium', 'fonts-noto-cjk'],
  alsoNeeded: ['chromium-common'],
};
const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macApplications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const tree = path.join(runtimeFolder, packageSet.set);
const downloadFolder = path.join(runtimeFolder, 'browsers');

/** Unpacked away from its place, the browser must be told where its libraries and fonts are. */
function unpackedChromium() {
  const program = findIn(['chromium'], [path.join(tree, 'usr/lib/chromium')]);
  if (!program) return undefined;
  const fonts = path.join(tree, 'fonts.conf');
  const starter = path.join(tree, 'chromium.sh');
  writeFileSync(
    fonts,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>/usr/share/fonts</dir>
  <dir>${path.join(tree, 'usr/share/fonts')}</dir>
  <cachedir>${path.join(tree, 'font-cache')}</cachedir>
</fontconfig>
`,
  );
  writeFileSync(
    starter,
    `#!/bin/sh
export LD_LIBRARY_PATH='${libraryPath(tree)}' FONTCONFIG_FILE='${fonts}'
exec '${program}' "$@"
`,
  );
  chmodSync(starter, 0o755);
  return starter;
}

function downloadedChromium() {
  if (!existsSync(downloadFolder)) return undefined;
  const folders = readdirSync(downloadFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
  return findIn(['chrome-headless-shell', 'headless_shell', 'chrome'], folders);
}

/** Some distributions have a command of that name which only tells how to get the browser. */
function isBrowser(/** @type {string} */ file) {
  return spawnSync(file, ['--version'], { timeout: 20_000 }).status === 0;
}

function findChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const installed = findProgram(names, packageSet.set);
  if (installed && !installed.prefix && isBrowser(installed.file)) return installed.file;
  const onMac = macApplications.map((file) => findIn([path.basename(file)], [path.dirname(file)]));
  return onMac.find(Boolean) ?? unpackedChromium() ?? downloadedChromium();
}

/** @param {Run} run @param {(detail: string) => void} tell */
async function fetchChromium({ life, progress }, tell) {
  if (isDebian()) {
    try {
      await fetchPackages(life, packageSet, tell);
      return;
    } catch (error) {
      if (life.isStopping()) throw error;
      progress.note(/** @type {Error} */ (error).message);
    }
  }
  mkdirSync(downloadFolder, { recursive: true });
  const cli = path.join(root, 'node_modules/playwright-core/cli.js');
  const args = [cli, 'install', 'chromium-headless-shell'];
  const env = { PLAYWRIGHT_BROWSERS_PATH: downloadFolder };
  await runCommand(life, { name: 'playwright', command: process.execPath, args, env, tell });
}

/**
 * @param {Run} run
 * @returns {Promise<{ CHROMIUM_PATH?: string }>} nothing, after saying so, where none can be had
 */
export async function ensureChromium(run) {
  const { life, progress } = run;
  const atOnce = findChromium();
  if (atOnce) return { CHROMIUM_PATH: atOnce };
  try {
    await progress.step('Chromium for the browser tests', (tell) =>
      alone(
        lockFile('packages'),
        () => tell('(waiting for another command here)'),
        async () => {
          if (!findChromium()) await fetchChromium(run, tell);
        },
      ),
    );
  } catch (error) {
    if (life.isStopping()) throw error;
    progress.note(noChromium(/** @type {Error} */ (error).message).message);
    return {};
  }
  const fetched = findChromium();
  if (!fetched) progress.note(noChromium('Chromium is still missing.').message);
  return fetched ? { CHROMIUM_PATH: fetched } : {};
}
