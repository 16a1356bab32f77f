import type { Middleware } from 'koa';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';

/** Asks per minute: from one address without a sign-in, from one person, and to sign in. */
const PER_MINUTE = { visitor: 600, person: 1_200, signIn: 120 } as const;

type Tier = keyof typeof PER_MINUTE;

/**
 * Keeps one client from drowning the rest. Counted in Redis over all processes, in memory while Redis
 * is away; read from the socket's address, or the proxy's where one is trusted.
 */
export function rateLimit(deps: Deps): Middleware {
  const limiters = Object.fromEntries(
    Object.entries(PER_MINUTE).map(([tier, points]) => [
      tier,
      new RateLimiterRedis({
        storeClient: deps.redis,
        keyPrefix: `rate:${tier}`,
        points,
        duration: 60,
        insuranceLimiter: new RateLimiterMemory({ points, duration: 60 }),
      }),
    ]),
  ) as unknown as Record<Tier, RateLimiterRedis>;
  return async (ctx, next) => {
    const actor = ctx.state.actor as { userId: string } | undefined;
    const isSignIn = ctx.method === 'POST' && ctx.path.startsWith('/api/v1/sessions');
    const tier: Tier = isSignIn ? 'signIn' : actor === undefined ? 'visitor' : 'person';
    try {
      await limiters[tier].consume(actor?.userId ?? ctx.ip);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw new Problem('request.rate_limited', {
        retryAfterSeconds: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)),
      });
    }
    await next();
  };
}
