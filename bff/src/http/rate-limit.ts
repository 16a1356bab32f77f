import type { Middleware } from 'koa';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { Deps } from '../deps.ts';
import { Problem } from '../problem.ts';

type Tier = 'client' | 'signIn';

/** Of what a client may ask in a minute, the share that a process takes from Redis at once. */
const LEASE_SHARE = 500;
const LEASE_MS = 10_000;
const MOST_LEASES = 50_000;

/** Requests a process may let through without asking Redis again; a limit is overrun by no more than these. */
class Leases {
  private readonly left = new Map<string, { requests: number; until: number }>();
  private readonly size: number;

  constructor(perMinute: number) {
    this.size = Math.max(1, Math.floor(perMinute / LEASE_SHARE));
  }

  /** How many requests are to be taken from Redis before this one; 0 where some are left. */
  take(client: string): number {
    const now = performance.now();
    const lease = this.left.get(client);
    if (lease !== undefined && lease.requests > 0 && lease.until > now) {
      lease.requests -= 1;
      return 0;
    }
    if (this.left.size >= MOST_LEASES) this.left.clear();
    this.left.set(client, { requests: this.size - 1, until: now + LEASE_MS });
    return this.size;
  }

  /** What was not granted may not be used. */
  giveBack(client: string): void {
    this.left.delete(client);
  }
}

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
  const leases = { client: new Leases(perMinute.client), signIn: new Leases(perMinute.signIn) };
  const ask = async (tier: Tier, client: string, requests: number) => {
    try {
      await limiters[tier].consume(client, requests);
    } catch (refused) {
      leases[tier].giveBack(client);
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw new Problem('request.rate_limited', {
        retryAfterSeconds: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)),
      });
    }
  };
  return (ctx, next) => {
    const actor = ctx.state.actor as { userId: string } | undefined;
    const isSignIn = ctx.method === 'POST' && ctx.path.startsWith('/api/v1/sessions');
    const tier: Tier = isSignIn ? 'signIn' : 'client';
    const client = actor?.userId ?? ctx.ip;
    const requests = leases[tier].take(client);
    return requests === 0 ? next() : ask(tier, client, requests).then(next);
  };
}
