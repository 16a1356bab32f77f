import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ranks } from './life-cycle.mjs';
import { keepService } from './private-service.mjs';

/**
 * @param {import('./run-main.mjs').Run} run
 * @param {{ program: import('./find-program.mjs').Program, folder: string, password: string }} options
 */
export async function startRedis(run, { program, folder, password }) {
  const data = path.join(folder, 'redis');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  // In a file, not on the command line: process lists are public.
  const settings = path.join(data, 'redis.conf');
  writeFileSync(settings, `requirepass ${password}\n`, { mode: 0o600 });
  const port = await keepService(run, {
    name: 'Redis',
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
      '--maxmemory-policy', 'noeviction',
    ],
  });
  return `redis://default:${password}@127.0.0.1:${port}`;
}
