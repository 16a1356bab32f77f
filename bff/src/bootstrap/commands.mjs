import { once } from 'node:events';
import { createWriteStream, readFileSync } from 'node:fs';
import readline from 'node:readline';
import { Explained } from './messages.mjs';
import { logFile, root } from './paths.mjs';

const shownLines = 25;

/** @param {string} file @param {number} [count] */
export function tailOf(file, count = shownLines) {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.slice(-count).join('\n');
}

/**
 * Runs one command to its end; its words go to a log whose tail is shown on failure.
 * @param {import('./life-cycle.mjs').LifeCycle} life
 * @param {{ name: string, command: string, args: string[], cwd?: string, env?: NodeJS.ProcessEnv,
 *   tell?: (detail: string) => void, as?: { uid: number, gid: number } }} options
 * @returns {Promise<string>} what it wrote on stdout
 */
export async function run(life, { name, command, args, cwd = root, env, tell, as }) {
  const file = logFile(name);
  const log = createWriteStream(file, { mode: 0o600 });
  log.write(`$ ${command} ${args.join(' ')}\n`);
  const child = life.start(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...as,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    readline.createInterface({ input: stream }).on('line', (line) => {
      log.write(`${line}\n`);
      if (stream === child.stdout) output += `${line}\n`;
      if (line.trim()) tell?.(line.trim().slice(0, 60));
    });
  }
  const [code, signal] = await once(child, 'close').catch((error) => {
    throw new Explained(`${command} cannot be run: ${error.message}`);
  });
  await new Promise((resolve) => log.end(resolve));
  if (code !== 0) {
    throw new Explained(
      `${name} failed (${signal ?? `exit code ${code}`}). The end of ${file}:\n${tailOf(file)}`,
    );
  }
  return output;
}
