import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { run as runCommand } from './commands.mjs';
import { findIn, runtimeFolder } from './find-program.mjs';

const pathFolders = () => (process.env.PATH ?? '').split(':').filter(Boolean);
const isRoot = () => process.getuid?.() === 0;

/** @typedef {(detail: string) => void} Tell */
/**
 * @typedef {{ set: string, packages: string[], alsoNeeded: string[] }} PackageSet
 * `alsoNeeded`: what the packages need on a bare system, for when apt cannot work it out.
 */

export function isDebian() {
  return (
    existsSync('/var/lib/dpkg/status') &&
    ['apt-get', 'dpkg'].every((name) => findIn([name], pathFolders()))
  );
}

/** @param {import('./life-cycle.mjs').LifeCycle} life @param {PackageSet} set @param {Tell} tell */
async function installAsRoot(life, { set, packages }, tell) {
  const env = { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };
  const wait = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3'];
  const command = 'apt-get';
  const args = [...wait, 'update'];
  await runCommand(life, { name: `apt-update-${set}`, command, args, env, tell });
  await runCommand(life, {
    name: `apt-install-${set}`,
    command,
    args: [...wait, 'install', '-y', '--no-install-recommends', ...packages],
    env,
    tell,
  });
}

/**
 * Without root: apt with its books in our own folder, packages unpacked instead of installed.
 * @param {import('./life-cycle.mjs').LifeCycle} life
 * @param {PackageSet} packageSet
 * @param {Tell} tell
 */
async function unpackPrivately(life, { set, packages, alsoNeeded }, tell) {
  const books = path.join(runtimeFolder, `apt-${set}`);
  const downloads = path.join(books, 'packages');
  const folders = ['state/lists/partial', 'cache/archives/partial', 'packages'];
  for (const folder of folders) mkdirSync(path.join(books, folder), { recursive: true });
  const settings = {
    'Dir::State': path.join(books, 'state'),
    'Dir::State::status': '/var/lib/dpkg/status',
    'Dir::Cache': path.join(books, 'cache'),
    'APT::Sandbox::User': '',
    'Debug::NoLocking': '1',
    'Acquire::Retries': '3',
  };
  const options = Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`]);
  /** @param {string} name @param {string[]} args */
  const apt = (name, args) =>
    runCommand(life, {
      name: `apt-${name}-${set}`,
      command: 'apt-get',
      args: [...options, ...args],
      cwd: downloads,
      env: { LC_ALL: 'C.UTF-8' },
      tell,
    });

  await apt('update', ['update']);
  const plan = await apt('plan', ['-s', '--no-install-recommends', 'install', ...packages]).catch(
    () => '',
  );
  const planned = [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name);
  await apt('download', [
    'download',
    ...new Set(planned.length ? planned : [...packages, ...alsoNeeded]),
  ]);

  const unfinished = path.join(runtimeFolder, `${set}.new`);
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  for (const file of readdirSync(downloads).filter((name) => name.endsWith('.deb'))) {
    const args = ['-x', path.join(downloads, file), unfinished];
    await runCommand(life, { name: `unpack-${set}`, command: 'dpkg', args, tell });
  }
  const place = path.join(runtimeFolder, set);
  rmSync(place, { recursive: true, force: true });
  renameSync(unfinished, place);
  rmSync(books, { recursive: true, force: true });
}

/**
 * @param {import('./life-cycle.mjs').LifeCycle} life
 * @param {PackageSet} packageSet
 * @param {Tell} tell
 */
export function fetchPackages(life, packageSet, tell) {
  return isRoot() ? installAsRoot(life, packageSet, tell) : unpackPrivately(life, packageSet, tell);
}
