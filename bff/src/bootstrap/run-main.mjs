import { createLifeCycle } from './life-cycle.mjs';
import { Explained } from './messages.mjs';
import { requirePlatform } from './node-version.mjs';
import { createProgress } from './progress.mjs';

/**
 * @typedef {{ life: import('./life-cycle.mjs').LifeCycle,
 *   progress: import('./progress.mjs').Progress }} Run
 */

/**
 * Frames one command: platform first, everything ended last, the user told in words.
 * @param {(run: Run) => Promise<number>} work answers the exit code
 * @param {(signal: string) => number} [exitCodeFor]
 */
export async function runMain(work, exitCodeFor) {
  /** @param {unknown} error */
  const explain = (error) => {
    if (error instanceof Explained) process.stderr.write(`\n${error.message}\n`);
    else console.error(error);
    return error instanceof Explained ? error.exitCode : 1;
  };
  /** @type {import('./life-cycle.mjs').LifeCycle | undefined} */
  let life;
  let exitCode;
  try {
    requirePlatform();
    life = createLifeCycle();
    life.listen(exitCodeFor);
    exitCode = await work({ life, progress: createProgress() });
  } catch (error) {
    // A signal ends the commands under way: their failing is no news then.
    if (life?.isStopping()) return;
    exitCode = explain(error);
  }
  if (life?.isStopping()) return;
  await life?.stop();
  process.exit(exitCode);
}
