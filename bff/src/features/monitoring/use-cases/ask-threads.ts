import { availableParallelism } from 'node:os';
import type { Deps } from '../../../deps.ts';
import { MINUTE } from '../../../infra/clock.ts';
import { openThread } from '../../../infra/run-in-thread.ts';
import type { Answers, Question } from './judge-thread.ts';

/** So many answers at a time hold little memory, and what is lost with a thread is little work. */
const AT_ONCE = 40;
/** One core is left to those who wait for answers. */
const MOST_THREADS = Math.max(1, Math.min(4, availableParallelism() - 1));
const LONGEST = 10 * MINUTE;

/**
 * Learns and judges in threads of their own, several at a time; `hear` takes each answer as it comes, so that a
 * night's work is neither lost nor held as a whole. @throws what a thread threw
 */
export async function askThreads<Q extends Question>(
  deps: Pick<Deps, 'config'>,
  questions: readonly Q[],
  hear: (question: Q, answer: Answers[Q['ask']]) => Promise<void>,
): Promise<void> {
  const file = new URL('./judge-thread.ts', import.meta.url);
  const { databaseUrl } = deps.config;
  const waiting = Array.from({ length: Math.ceil(questions.length / AT_ONCE) }, (_, index) =>
    questions.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
  );
  // A thread takes half a second to start: each goes on until nothing waits.
  const work = async () => {
    if (waiting.length === 0) return;
    const thread = openThread<readonly Q[], Answers[Q['ask']][]>(file, { databaseUrl }, LONGEST);
    try {
      for (let some = waiting.shift(); some !== undefined; some = waiting.shift()) {
        const answers = await thread.ask(some);
        for (const [index, question] of some.entries()) {
          const answer = answers[index];
          if (answer !== undefined) await hear(question, answer);
        }
      }
    } finally {
      thread.close();
    }
  };
  await Promise.all(Array.from({ length: MOST_THREADS }, work));
}
