import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVER_FLAGS } from '../../bff/src/bootstrap/server-command.mjs';

export interface Server {
  url: string;
  pid: number;
  stop: () => Promise<void>;
}

/** One size for both sides of every comparison. */
export const POOL = '10';

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}

function start(file: string, env: Record<string, string>): ChildProcess {
  // Such as --cpu-prof, for the server alone.
  const flags = (process.env['DAYI_BENCH_FLAGS'] ?? '').split(' ').filter(Boolean);
  return spawn(process.execPath, [...flags, ...SERVER_FLAGS, file], {
    env: { ...process.env, DAYI_POOL: POOL, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

const stopper = (child: ChildProcess) => async () => {
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
};

/** The product's own server, as it runs in production: one process, all roles. */
export async function startProduct(more: Record<string, string> = {}): Promise<Server> {
  const port = await freePort();
  const child = start('bff/src/main.ts', {
    PORT: String(port),
    LOG_LEVEL: 'error',
    DAYI_DEMO: '1',
    DAYI_RATE_PER_MINUTE: '100000000',
    ...more,
  });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 100; tries += 1) {
    const isReady = await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return { url, pid: child.pid!, stop: stopper(child) };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the server did not become ready');
}

/** A bare route that always answers with the same text. */
export async function startFixed(body: string): Promise<Server> {
  const file = join(mkdtempSync(join(tmpdir(), 'dayi-bench-')), 'body.json');
  writeFileSync(file, body);
  return await whenListening(start('tests/bench/fixed-server.ts', { DAYI_BENCH_BODY: file }));
}

export async function startReference(): Promise<Server> {
  return await whenListening(start('tests/bench/reference-server.ts', {}));
}

async function whenListening(child: ChildProcess): Promise<Server> {
  const [said] = (await once(child.stdout!, 'data')) as [Buffer];
  const port = /listening (\d+)/.exec(said.toString())![1]!;
  return { url: `http://127.0.0.1:${port}`, pid: child.pid!, stop: stopper(child) };
}
