import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openThread, runInThread } from '../../bff/src/infra/run-in-thread.ts';

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

test('a thread that stays answers one question after the other', async () => {
  const text =
    'let n = 0; parentPort.on("message", (q) => parentPort.postMessage([q, ++n, workerData.data]));';
  const thread = openThread<string, unknown>(scriptOf('stays', text), 'data', 20_000);
  expect([await thread.ask('a'), await thread.ask('b')]).toEqual([
    ['a', 1, 'data'],
    ['b', 2, 'data'],
  ]);
  thread.close();
  await expect(thread.ask('c')).rejects.toThrow('ended without an answer');
});

test('one that dies of a question says so', async () => {
  const text = 'parentPort.on("message", (q) => { throw new Error(`no ${q}`); });';
  const thread = openThread<string, unknown>(scriptOf('dies', text), null, 20_000);
  await expect(thread.ask('paper')).rejects.toThrow('no paper');
});
