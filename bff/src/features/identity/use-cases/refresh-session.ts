import type { Deps } from '../../../deps.ts';
import { later } from '../../../infra/clock.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import { Problem } from '../../../problem.ts';
import type { SignedIn } from '../presenter.ts';
import { findActor, rotateRefresh } from '../repository.ts';
import { hashRefresh, nextRefreshToken, REFRESH_GRACE, signToken, TOKEN_LIFE } from '../tokens.ts';

/**
 * Trades a refresh token for the next one; soon after, the same one again for the same next one.
 * @throws Problem `auth.token_invalid` where the refresh token was used before, revoked or is too old.
 */
export async function refreshSession(deps: Deps, used: string): Promise<SignedIn> {
  const now = deps.clock.now();
  const refreshToken = nextRefreshToken(deps.config.secret, used);
  const actor = await inTransaction(deps, async (trx) => {
    const sessionId = await rotateRefresh(trx, {
      from: hashRefresh(used),
      to: hashRefresh(refreshToken),
      now,
      graceFrom: later(now, -REFRESH_GRACE),
    });
    return sessionId === undefined ? undefined : await findActor(trx, sessionId, now);
  });
  if (actor === undefined) throw new Problem('auth.token_invalid');
  const expiresAt = later(now, TOKEN_LIFE);
  return {
    actor,
    refreshToken,
    expiresAt,
    token: await signToken(deps.config.secret, actor.sessionId, now, expiresAt),
  };
}
