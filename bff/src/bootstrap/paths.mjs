import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/** What belongs to the checkout rather than to one data folder: logs, unpacked programs. */
export const workFolder = path.join(root, '.dayi');

/** @param {string} name */
export function logFile(name) {
  const folder = path.join(workFolder, 'logs');
  mkdirSync(folder, { recursive: true });
  return path.join(folder, `${name}.log`);
}

/** @param {string} name what must not be done twice at once in this checkout */
export function lockFile(name) {
  return path.join(workFolder, 'locks', `${name}.json`);
}

/** The data folder of this run, absolute. */
export function dataFolder() {
  return path.resolve(root, process.env.DAYI_DATA || '.dayi');
}

const marker = '.dayi-data';

/** A folder we may clear is one we made: the marker keeps `reset` away from anything else. */
export function markerOf(/** @type {string} */ folder) {
  return path.join(folder, marker);
}

/** @param {string} folder */
export function isDataFolder(folder) {
  return existsSync(markerOf(folder));
}
