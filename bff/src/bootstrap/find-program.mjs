import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { workFolder } from './paths.mjs';

/** Programs unpacked without root, one folder per set. */
export const runtimeFolder = path.join(workFolder, 'runtime');

const usualFolders = [
  '/usr/local/sbin',
  '/usr/sbin',
  '/sbin',
  '/opt/homebrew/bin',
  '/opt/homebrew/opt/mariadb/bin',
  '/opt/homebrew/opt/redis/bin',
  '/usr/local/opt/mariadb/bin',
  '/usr/local/opt/redis/bin',
  '/usr/local/mysql/bin',
];

/** `DAYI_PROGRAM_PATH`, when set, stands in for PATH and the usual folders. */
function searchFolders() {
  const given = process.env.DAYI_PROGRAM_PATH;
  if (given !== undefined) return given.split(':').filter(Boolean);
  return [...(process.env.PATH ?? '').split(':').filter(Boolean), ...usualFolders];
}

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** @param {string[]} names @param {string[]} folders */
export function findIn(names, folders) {
  for (const name of names) {
    for (const folder of folders) {
      const file = path.join(folder, name);
      if (isProgram(file)) return file;
    }
  }
  return undefined;
}

/** @param {string} tree */
export function libraryPath(tree) {
  /** @type {string[]} */
  const found = [];
  /** @param {string} folder @param {number} depth */
  const walk = (folder, depth) => {
    const entries = readdirSync(folder, { withFileTypes: true });
    if (entries.some((entry) => /\.so(\.|$)/.test(entry.name))) found.push(folder);
    if (depth === 0) return;
    for (const entry of entries) {
      if (entry.isDirectory()) walk(path.join(folder, entry.name), depth - 1);
    }
  };
  for (const start of ['lib', 'usr/lib']) {
    try {
      walk(path.join(tree, start), 2);
    } catch {
      // A set need not have both.
    }
  }
  return found.join(':');
}

/**
 * @typedef {{ file: string, env: Record<string, string>, prefix?: string }} Program
 * `prefix` is set for a program that was unpacked away from its own place.
 */

/**
 * @param {string[]} names
 * @param {string} set the folder under the runtime where it may have been unpacked
 * @returns {Program | undefined}
 */
export function findProgram(names, set) {
  const onMachine = findIn(names, searchFolders());
  if (onMachine) return { file: onMachine, env: {} };
  const tree = path.join(runtimeFolder, set);
  const prefix = path.join(tree, 'usr');
  const unpacked = findIn(names, [path.join(prefix, 'sbin'), path.join(prefix, 'bin')]);
  if (!unpacked) return undefined;
  return { file: unpacked, env: { LD_LIBRARY_PATH: libraryPath(tree) }, prefix };
}
