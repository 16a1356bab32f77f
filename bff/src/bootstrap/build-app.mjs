import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { run as runCommand } from './commands.mjs';
import { Explained } from './messages.mjs';
import { lockFile, root } from './paths.mjs';
import { alone } from './run-lock.mjs';

/** The app's builds: the file without which there is no build, and the npm script that makes it. */
const targets = /** @type {const} */ ({
  h5: { title: 'App for the browser (H5)', entry: 'index.html' },
  alipay: { title: 'App for Alipay', entry: 'app.json' },
});

/** @typedef {keyof typeof targets} Target */

const sources = ['miniapp', 'shared', 'package-lock.json'];
const notSources = new Set(['node_modules', 'dist', '.swc', 'coverage']);

/** @param {Target} target */
export const buildFolder = (target) => path.join(root, 'miniapp/dist', target);

/** @param {Target} target kept beside the build, not in it: Taro empties its folder */
const recordOf = (target) => `${buildFolder(target)}.sources`;

function hashOfSources() {
  const hash = createHash('sha256');
  // Compiled into the build of a mini-program, which has no origin of its own.
  hash.update(`${process.env.DAYI_API_BASE ?? ''}\0`);
  /** @param {string} place */
  const add = (place) => {
    const full = path.join(root, place);
    if (!statSync(full).isDirectory()) {
      hash.update(`${place}\0`).update(readFileSync(full)).update('\0');
      return;
    }
    for (const name of readdirSync(full).sort()) {
      if (!notSources.has(name)) add(path.join(place, name));
    }
  };
  sources.forEach(add);
  return hash.digest('hex');
}

/** @param {Target} target @param {string} [hash] */
export function isFresh(target, hash = hashOfSources()) {
  const record = recordOf(target);
  return (
    existsSync(path.join(buildFolder(target), targets[target].entry)) &&
    existsSync(record) &&
    readFileSync(record, 'utf8') === hash
  );
}

/** @param {string} name @returns {asserts name is Target} */
function assertTarget(name) {
  if (!Object.hasOwn(targets, name)) throw new Explained(`There is no build called ${name}.`);
}

/** @param {import('./run-main.mjs').Run} run @param {string} name */
export async function ensureBuilt({ life, progress }, name) {
  assertTarget(name);
  const target = name;
  if (isFresh(target)) return;
  const { title, entry } = targets[target];
  await progress.step(title, (tell) =>
    alone(
      lockFile('build'),
      () => tell('(waiting for another command here)'),
      async () => {
        const hash = hashOfSources();
        if (isFresh(target, hash)) return;
        rmSync(buildFolder(target), { recursive: true, force: true });
        await runCommand(life, {
          name: `build-${target}`,
          command: 'npm',
          args: ['run', `build:${target}`, '-w', 'miniapp'],
          env: { NODE_ENV: 'production', CI: 'true' },
          tell,
        });
        // Taro may end with exit code 0 and no build.
        if (!existsSync(path.join(buildFolder(target), entry))) {
          throw new Explained(
            `${title}: the build ended without ${entry}. See .dayi/logs/build-${target}.log`,
          );
        }
        writeFileSync(recordOf(target), hash);
      },
    ),
  );
}
