import { closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { tailOf } from './commands.mjs';
import { Explained } from './messages.mjs';
import { freePort, waitUntilReady } from './ports.mjs';

const restartsAllowed = 5;
const restartsWithinMs = 60_000;

/**
 * What one kind of service must tell.
 * @typedef {{ name: string, rank: number, timeoutMs: number, words: string, folder: string,
 *   program: import('./find-program.mjs').Program, argsFor: (port: number) => string[],
 *   isReady: (answer: Buffer) => boolean, as?: { uid: number, gid: number } }} Service
 */

/**
 * Starts a service on a port, once.
 * @param {import('./life-cycle.mjs').LifeCycle} life
 * @param {Service} service
 * @param {number} port
 * @returns {Promise<import('node:child_process').ChildProcess | undefined>} nothing where it ended
 */
export async function startService(life, service, port) {
  const { rank, program, words, isReady, timeoutMs } = service;
  const output = openSync(logOf(service), 'a', 0o600);
  const options = /** @type {import('node:child_process').SpawnOptions} */ ({
    cwd: service.folder,
    env: { ...process.env, ...program.env },
    stdio: ['ignore', output, output],
    ...service.as,
  });
  const child = life.start(program.file, service.argsFor(port), options, rank);
  closeSync(output);
  child.on('error', () => {});
  return (await waitUntilReady({ port, words, isReady, child, timeoutMs })) ? child : undefined;
}

/** @param {Service} service */
export function logOf({ folder, name }) {
  const log = path.join(folder, 'logs', `${name.toLowerCase()}.log`);
  mkdirSync(path.dirname(log), { recursive: true });
  return log;
}

/**
 * Starts a service on a free port and keeps it running there: clients hold its address.
 * @param {import('./run-main.mjs').Run} run
 * @param {Service} service
 * @returns {Promise<number>} the port
 */
export async function keepService({ life, progress }, service) {
  const { name } = service;
  const log = logOf(service);
  /** @type {number[]} */
  const restarts = [];

  /** @param {import('node:child_process').ChildProcess} child @param {number} port */
  function watch(child, port) {
    const handleExit = async () => {
      if (life.isStopping()) return;
      const now = Date.now();
      restarts.push(now);
      const recent = restarts.filter((at) => now - at < restartsWithinMs).length;
      if (recent > restartsAllowed) {
        progress.note(`${name} keeps ending; it stays down. See ${log}`);
        return;
      }
      progress.note(`${name} ended unexpectedly; starting it again`);
      const next = await startService(life, service, port).catch(() => undefined);
      if (next) watch(next, port);
      else if (!life.isStopping()) progress.note(`${name} did not come back. See ${log}`);
    };
    if (child.exitCode !== null || child.signalCode !== null) void handleExit();
    else child.once('exit', () => void handleExit());
  }

  // Between choosing a free port and taking it another process may be quicker.
  for (let tries = 0; tries < 3; tries += 1) {
    const port = await freePort();
    const child = await startService(life, service, port);
    if (!child) continue;
    watch(child, port);
    return port;
  }
  throw new Explained(`${name} did not start. The end of ${log}:\n${tailOf(log)}`);
}
