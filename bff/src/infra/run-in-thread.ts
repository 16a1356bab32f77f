import { Worker } from 'node:worker_threads';

export interface Thread<Q, A> {
  /** One question after the other. @throws what the thread threw, or Error where it ended or was silent for too long */
  ask: (question: Q) => Promise<A>;
  close: () => void;
}

/**
 * Runs a TypeScript file in a thread of its own; `data` reaches it as `workerData.data`, questions as messages, and
 * it answers each with one message.
 */
export function openThread<Q, A>(file: URL, data: unknown, mostMs: number): Thread<Q, A> {
  const thread = new Worker(new URL('./thread.mjs', import.meta.url), {
    workerData: { file: file.href, data },
    execArgv: [],
  });
  thread.unref();
  const ended = new Promise<never>((_, reject) => {
    thread.once('error', reject);
    thread.once('exit', (code) => {
      reject(new Error(`the thread ended without an answer (${String(code)})`));
    });
  });
  // It may end while nobody asks.
  ended.catch(() => undefined);
  const ask = async (question: Q): Promise<A> => {
    let timer: NodeJS.Timeout | undefined;
    const answer = new Promise<A>((resolve, reject) => {
      thread.once('message', resolve);
      timer = setTimeout(() => {
        reject(new Error(`the thread did not answer within ${String(mostMs)} ms`));
      }, mostMs).unref();
    });
    try {
      thread.postMessage(question);
      return await Promise.race([answer, ended]);
    } finally {
      clearTimeout(timer);
    }
  };
  return { ask, close: () => void thread.terminate() };
}

/** Asks a thread that is there for one answer: the first message it posts. @throws as `Thread.ask` */
export async function runInThread<T>(file: URL, data: unknown, mostMs: number): Promise<T> {
  const thread = openThread<null, T>(file, data, mostMs);
  try {
    return await thread.ask(null);
  } finally {
    thread.close();
  }
}
