import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** @param {number} port @param {string} [host] @returns {Promise<number | undefined>} */
async function tryPort(port, host) {
  const server = net.createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    return /** @type {net.AddressInfo} */ (server.address()).port;
  } catch {
    return undefined;
  } finally {
    server.close();
  }
}

/** A port nobody uses on this machine's own address. */
export async function freePort() {
  return /** @type {number} */ (await tryPort(0, '127.0.0.1'));
}

/** @param {number} port */
export async function isFree(port) {
  return (await tryPort(port)) !== undefined && (await tryPort(port, '127.0.0.1')) !== undefined;
}

/**
 * Opens a connection, says the words and waits until the answer shows the service at work.
 * @param {number} port
 * @param {string} words
 * @param {(answer: Buffer) => boolean} isReady
 */
async function answers(port, words, isReady) {
  const socket = net.connect(port, '127.0.0.1');
  socket.setTimeout(1000, () => socket.destroy());
  socket.on('error', () => {});
  socket.write(words);
  let answer = Buffer.alloc(0);
  try {
    for await (const piece of socket) {
      answer = Buffer.concat([answer, piece]);
      if (isReady(answer)) return true;
    }
  } catch {
    // Refused or cut short: not ready yet.
  } finally {
    socket.destroy();
  }
  return false;
}

/**
 * @param {{ port: number, words: string, isReady: (answer: Buffer) => boolean,
 *   child: import('node:child_process').ChildProcess, timeoutMs: number }} options
 * @returns {Promise<boolean>} false when the process ended or the time ran out
 */
export async function waitUntilReady({ port, words, isReady, child, timeoutMs }) {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
    if (await answers(port, words, isReady)) return true;
    await delay(30);
  }
  return false;
}
