import type { Deps } from '../../../deps.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { writeAudit } from '../../audit/index.ts';
import { deleteFeed, type FeedKind, writeFeed } from '../feeds-repository.ts';
import { presentFeed } from '../presenter.ts';
import { hashFeedToken, newFeedToken } from '../tokens.ts';

/**
 * Makes a feed's secret address, or a new one in the place of the old. It is told this once.
 * @throws Problem `feed.no_crew`
 */
export async function makeFeed(deps: Deps, actor: Actor, kind: FeedKind) {
  if (kind === 'crew' && actor.crews.length === 0) throw new Problem('feed.no_crew');
  const token = newFeedToken();
  const feed = { id: deps.newId(), userId: actor.userId, kind, madeAt: deps.clock.now() };
  await inTransaction(deps, async (trx) => {
    await writeFeed(trx, { ...feed, tokenHash: hashFeedToken(token) });
    await note(deps, trx, actor, kind, 'calendar_feed.made');
  });
  const address = `${deps.config.publicUrl}/api/v1/calendars/${token}.ics`;
  return { ...presentFeed({ ...feed, readAt: null }), address };
}

/** Ends a feed's address, whether or not there is one. */
export async function revokeFeed(deps: Deps, actor: Actor, kind: FeedKind): Promise<void> {
  await inTransaction(deps, async (trx) => {
    await deleteFeed(trx, actor.userId, kind);
    await note(deps, trx, actor, kind, 'calendar_feed.revoked');
  });
}

async function note(
  deps: Deps,
  trx: Deps['db'],
  { userId }: Actor,
  kind: FeedKind,
  action: string,
): Promise<void> {
  const line = { actorId: userId, action, objectKind: 'user', objectId: userId, detail: { kind } };
  await writeAudit(deps, trx, line);
}
