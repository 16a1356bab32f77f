import type { Deps } from '../../../deps.ts';
import { rejudge } from './rejudge.ts';
import { LEARNED_FROM_MS, relearn } from './relearn.ts';

/** Learns models as they would have been learned at an instant, and judges the week until now by them. */
export async function judgeAll(deps: Deps, ids: readonly string[], learnedAt: Date): Promise<void> {
  await relearn({ ...deps, clock: { now: () => learnedAt } }, ids, 'first');
  const to = deps.clock.now().getTime();
  await rejudge(deps, ids, { from: to - LEARNED_FROM_MS, to });
}
