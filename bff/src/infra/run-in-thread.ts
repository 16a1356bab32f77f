import { Worker } from 'node:worker_threads';

/**
 * Runs a TypeScript file in a thread of its own; `data` reaches it as `workerData.data`, and the first
 * message it posts comes back. @throws what the thread threw, or Error where it ended or took longer than
 * `mostMs` without a word
 */
export async function runInThread<T>(file: URL, data: unknown, mostMs: number): Promise<T> {
  const thread = new Worker(new URL('./thread.mjs', import.meta.url), {
    workerData: { file: file.href, data },
    execArgv: [],
  });
  thread.unref();
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<T>((resolve, reject) => {
      thread.once('message', resolve);
      thread.once('error', reject);
      thread.once('exit', (code) => {
        reject(new Error(`the thread ended without an answer (${String(code)})`));
      });
      timer = setTimeout(() => {
        reject(new Error(`the thread did not answer within ${String(mostMs)} ms`));
      }, mostMs).unref();
    });
  } finally {
    clearTimeout(timer);
    void thread.terminate();
  }
}
