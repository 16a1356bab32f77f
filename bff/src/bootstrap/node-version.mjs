import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Explained } from './messages.mjs';
import { root } from './paths.mjs';

/** @param {string} text @returns {[number, number, number]} */
function parts(text) {
  const [major = 0, minor = 0, patch = 0] = text.split('.').map(Number);
  return [major, minor, patch];
}

/** @param {number[]} left @param {number[]} right */
function isAtLeast(left, right) {
  for (let index = 0; index < 3; index += 1) {
    if (left[index] !== right[index]) return left[index] > right[index];
  }
  return true;
}

/**
 * Understands the two forms `engines` uses: `^20.19` and `>=24`, joined by `||`.
 * @param {string} version
 * @param {string} range
 */
export function satisfies(version, range) {
  const have = parts(version.replace(/^v/, ''));
  return range.split('||').some((part) => {
    const [, sign, wanted] = /^\s*(\^|>=)\s*([\d.]+)\s*$/.exec(part) ?? [];
    if (wanted === undefined) return false;
    const least = parts(wanted);
    return isAtLeast(have, least) && (sign === '>=' || have[0] === least[0]);
  });
}

export function requirePlatform() {
  if (process.platform === 'win32') {
    throw new Explained(
      'Dayi runs on Linux and macOS. On Windows, use WSL 2 or docker compose up.',
      '大仪可在 Linux 和 macOS 上运行；在 Windows 上请使用 WSL 2 或 docker compose up。',
    );
  }
  const { engines } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  if (!satisfies(process.version, engines.node)) {
    throw new Explained(
      `Dayi needs Node ${engines.node}; this is ${process.version}.`,
      `大仪需要 Node ${engines.node}，当前为 ${process.version}。`,
    );
  }
}
