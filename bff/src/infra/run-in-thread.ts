import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/**
 * Runs a TypeScript file in a thread of its own; `data` reaches it as `workerData.data`, and the first
 * message it posts comes back. @throws what the thread threw
 */
export async function runInThread<T>(file: URL, data: unknown): Promise<T> {
  const thread = new Worker(new URL('./thread.mjs', import.meta.url), {
    workerData: { file: file.href, data },
    execArgv: [],
  });
  thread.unref();
  const [answer] = (await once(thread, 'message')) as [T];
  return answer;
}
