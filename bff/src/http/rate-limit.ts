import type { Middleware } from 'koa';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';

type Tier = 'client' | 'signIn';

/**
 * Keeps one client from drowning the rest. Counted in Redis over all processes, in memory while Redis
 * is away; read from the socket's address, or the proxy's where one is trusted.
 */
export function rateLimit(deps: Deps): Middleware {
  // A campus shares one address, so a client may ask much; to guess sign-ins it may not.
  const perMinute: Record<Tier, number> = {
    client: deps.config.ratePerMinute,
    signIn: Math.ceil(deps.config.ratePerMinute / 100),
  };
  const limiters = Object.fromEntries(
    Object.entries(perMinute).map(([tier, points]) => [
      tier,
      new RateLimiterRedis({
        storeClient: deps.redis,
        keyPrefix: `${deps.config.namespace}:rate:${tier}`,
        points,
        duration: 60,
        insuranceLimiter: new RateLimiterMemory({ points, duration: 60 }),
      }),
    ]),
  ) as unknown as Record<Tier, RateLimiterRedis>;
  return async (ctx, next) => {
    const actor = ctx.state.actor as { userId: string } | undefined;
    const isSignIn = ctx.method === 'POST' && ctx.path.startsWith('/api/v1/sessions');
    const tier: Tier = isSignIn ? 'signIn' : 'client';
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
