import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runInThread } from '../../bff/src/infra/run-in-thread.ts';

const folder = mkdtempSync(join(tmpdir(), 'threads-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function scriptOf(name: string, text: string): URL {
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, `import { parentPort, workerData } from 'node:worker_threads';\n${text}`);
  return pathToFileURL(file);
}

test('a thread answers with its first message', async () => {
  const file = scriptOf('answers', 'parentPort.postMessage(workerData.data * 2);');
  await expect(runInThread(file, 21, 20_000)).resolves.toBe(42);
});

test.each([
  ['throws', 'throw new Error("no paper left");', 'no paper left'],
  ['ends', 'process.exit(3);', 'ended without an answer'],
])('a thread that %s is told of, not waited for', async (name, text, words) => {
  await expect(runInThread(scriptOf(name, text), null, 20_000)).rejects.toThrow(words);
});

test('a thread that never answers is ended', async () => {
  const file = scriptOf('sleeps', 'setInterval(() => undefined, 1_000);');
  await expect(runInThread(file, null, 500)).rejects.toThrow('did not answer within 500 ms');
});
