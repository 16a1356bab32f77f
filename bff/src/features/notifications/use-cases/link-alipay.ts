import type { Deps } from '../../../deps.ts';
import { GatewayRefusal } from '../../../infra/alipay-gateway.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { writeAddress } from '../addresses-repository.ts';

/**
 * Learns from Alipay whom the consent code of its app stands for; messages go to that person's app.
 * @throws Problem `channel.unavailable`, `alipay.link_refused`, `server.unavailable` where Alipay is away
 */
export async function linkAlipay(deps: Deps, actor: Actor, authCode: string): Promise<void> {
  const { alipay } = deps;
  if (alipay === null || !deps.channels.has('alipay')) throw new Problem('channel.unavailable');
  const asked = { grant_type: 'authorization_code', code: authCode };
  const answer = await alipay.call('alipay.system.oauth.token', asked).catch((error: unknown) => {
    if (error instanceof GatewayRefusal) throw new Problem('alipay.link_refused', { cause: error });
    throw new Problem('server.unavailable', { cause: error, retryAfterSeconds: 5 });
  });
  const { open_id: openId, user_id: number } = answer;
  const address =
    typeof openId === 'string'
      ? `open:${openId}`
      : typeof number === 'string'
        ? `user:${number}`
        : null;
  if (address === null) throw new Problem('alipay.link_refused');
  const now = deps.clock.now();
  await inTransaction(deps, (trx) =>
    writeAddress(trx, {
      userId: actor.userId,
      channel: 'alipay',
      address,
      nonce: null,
      codeTries: 0,
      askedAt: null,
      asks: 0,
      asksSince: null,
      verifiedAt: now,
      trouble: null,
    }),
  );
}
