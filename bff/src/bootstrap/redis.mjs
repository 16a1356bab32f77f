import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ranks } from './life-cycle.mjs';
import { keepService } from './private-service.mjs';

/**
 * How a private Redis with its data in `folder` is started.
 * @param {{ program: import('./find-program.mjs').Program, folder: string, password: string,
 *   name?: string, more?: string[] }} options
 * @returns {import('./private-service.mjs').Service}
 */
export function prepareRedis({ program, folder, password, name = 'Redis', more = [] }) {
  const data = path.join(folder, 'redis');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  // In a file, not on the command line: process lists are public.
  const settings = path.join(data, 'redis.conf');
  writeFileSync(settings, `requirepass ${password}\nmasterauth ${password}\n`, { mode: 0o600 });
  return {
    name,
    rank: ranks.redis,
    folder,
    program,
    timeoutMs: 30_000,
    words: `AUTH ${password}\r\nPING\r\n`,
    isReady: (answer) => answer.includes('+PONG'),
    // prettier-ignore
    argsFor: (chosen) => [
      settings, '--port', String(chosen), '--bind', '127.0.0.1', '--dir', data,
      '--appendonly', 'yes', '--appendfsync', 'everysec', '--save', '',
      '--maxmemory-policy', 'noeviction', ...more,
    ],
  };
}

/** @param {string} password @param {number} port */
export function redisUrl(password, port) {
  return `redis://default:${password}@127.0.0.1:${port}`;
}

/**
 * @param {import('./run-main.mjs').Run} run
 * @param {{ program: import('./find-program.mjs').Program, folder: string, password: string }} options
 */
export async function startRedis(run, options) {
  return redisUrl(options.password, await keepService(run, prepareRedis(options)));
}
