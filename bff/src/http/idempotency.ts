import { createHash } from 'node:crypto';
import type { Context, Middleware } from 'koa';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';
import type { Actor } from '../policy.ts';
import { type IdempotencyKey, idempotentAnswers } from '../infra/idempotency-keys.ts';

const VISIBLE = /^[\x21-\x7e]{8,100}$/;

/**
 * The key of a request whose body says `body`.
 * @throws Problem `idempotency.key_missing`, `idempotency.key_invalid`
 */
export function idempotencyKeyOf(ctx: Context, body: unknown): IdempotencyKey {
  const given = ctx.get('Idempotency-Key');
  if (given === '') throw new Problem('idempotency.key_missing');
  if (!VISIBLE.test(given)) throw new Problem('idempotency.key_invalid');
  return {
    actorId: (ctx.state.actor as Actor).userId,
    target: `${ctx.method} ${ctx.path}`,
    key: given,
    bodyHash: createHash('sha256')
      .update(JSON.stringify(body ?? null))
      .digest('hex'),
  };
}

/**
 * Reads and compares: the same key and body hears the first answer again, another body is refused.
 * It stores nothing: the use case writes key and answer in its own transaction, so that they stand or
 * fall with the work. Refusals are never stored.
 */
export function idempotency(deps: Deps): Middleware {
  const storedUnder = idempotentAnswers(deps.db);
  return async (ctx, next) => {
    const key = idempotencyKeyOf(ctx, ctx.state.body);
    ctx.state.idempotencyKey = key;
    // What a form says is known once its files are here: its handler compares.
    if (ctx.state.body === undefined && ctx.is('multipart/form-data')) {
      await next();
      return;
    }
    const stored = await storedUnder(key);
    if (stored === undefined) {
      await next();
      return;
    }
    ctx.status = stored.status;
    ctx.body = stored.body;
    ctx.set('Idempotency-Replayed', 'true');
  };
}
