import type { RequestOf } from '@dayi/shared/contracts/index';
import { writeAudit } from '../../audit/index.ts';
import type { Deps } from '../../../deps.ts';
import { later } from '../../../infra/clock.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import { Problem } from '../../../problem.ts';
import { findActor, findUserIdByPersona, insertSession } from '../repository.ts';
import { hashRefresh, newRefreshToken, SESSION_LIFE, signToken, TOKEN_LIFE } from '../tokens.ts';
import type { SignedIn } from '../presenter.ts';

/**
 * Opens a session for a person that a provider vouches for.
 * @throws Problem `auth.provider_unavailable`, `auth.persona_unknown`
 */
export async function signIn(
  deps: Deps,
  input: RequestOf<'createSession'>['body'],
): Promise<SignedIn> {
  if (input.provider !== 'demo' || !deps.config.demo) {
    throw new Problem('auth.provider_unavailable');
  }
  const { persona } = input;
  const now = deps.clock.now();
  const id = deps.newId();
  const refreshToken = newRefreshToken();
  const actor = await inTransaction(deps, async (trx) => {
    const userId = await findUserIdByPersona(trx, persona);
    if (userId === undefined) throw new Problem('auth.persona_unknown');
    await insertSession(trx, {
      id,
      userId,
      refreshHash: hashRefresh(refreshToken),
      createdAt: now,
      expiresAt: later(now, SESSION_LIFE),
    });
    await writeAudit(deps, trx, {
      actorId: userId,
      action: 'session.opened',
      objectKind: 'session',
      objectId: id,
      detail: { provider: 'demo' },
    });
    return await findActor(trx, id, now);
  });
  if (actor === undefined) throw new Problem('auth.token_invalid');
  const expiresAt = later(now, TOKEN_LIFE);
  return {
    actor,
    refreshToken,
    expiresAt,
    token: await signToken(deps.config.secret, id, now, expiresAt),
  };
}
