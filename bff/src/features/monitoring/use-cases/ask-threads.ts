import { availableParallelism } from 'node:os';
import type { Deps } from '../../../deps.ts';
import { MINUTE } from '../../../infra/clock.ts';
import { runInThread } from '../../../infra/run-in-thread.ts';
import type { Answers, Question } from './judge-thread.ts';

/** A thread takes half a second to start; so many questions are worth one, and hold little memory. */
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
  const work = async () => {
    for (let some = waiting.shift(); some !== undefined; some = waiting.shift()) {
      const asked = { databaseUrl, questions: some };
      const answers = await runInThread<Answers[Q['ask']][]>(file, asked, LONGEST);
      for (const [index, question] of some.entries()) {
        const answer = answers[index];
        if (answer !== undefined) await hear(question, answer);
      }
    }
  };
  await Promise.all(Array.from({ length: MOST_THREADS }, work));
}
