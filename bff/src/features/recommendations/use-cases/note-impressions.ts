import type { Deps } from '../../../deps.ts';
import { DAY, later } from '../../../infra/clock.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import type { Actor } from '../../../policy.ts';
import { insertShown, markOpened, type Shown } from '../impressions-repository.ts';

/** An opening later than this is no answer to a recommendation. */
const COUNTED = 7 * DAY;

function count(deps: Deps, event: 'shown' | 'opened', reasons: readonly string[]): void {
  for (const reason of reasons) deps.metrics.recommendations.inc({ event, reason });
}

/** Counts recommendations that were on a screen. */
export async function noteShown(deps: Deps, actor: Actor, shown: readonly Shown[]): Promise<void> {
  const at = deps.clock.now();
  const added = await inTransaction(deps, (trx) => insertShown(trx, actor.userId, shown, at));
  count(
    deps,
    'shown',
    added.map(({ reason }) => reason),
  );
}

/** Counts recommendations that were opened, each showing once. */
export async function noteOpened(deps: Deps, actor: Actor, ids: readonly string[]): Promise<void> {
  const now = deps.clock.now();
  const reasons = await inTransaction(deps, (trx) =>
    markOpened(trx, actor.userId, ids, later(now, -COUNTED), now),
  );
  count(deps, 'opened', reasons);
}
