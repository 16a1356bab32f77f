import type { Deps } from '../deps.ts';
import { SECOND } from '../infra/clock.ts';
import type { Handlers } from './guard.ts';
import { openApiDocument } from './openapi.ts';

const PROBE_MS = 2 * SECOND;

async function probe(
  ask: () => Promise<unknown>,
): Promise<{ state: 'up' | 'down'; tookMs: number }> {
  const startedAt = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const isUp = await Promise.race([
    ask().then(
      () => true,
      () => false,
    ),
    new Promise<boolean>((resolve) => {
      timer = setTimeout(resolve, PROBE_MS, false);
    }),
  ]);
  clearTimeout(timer);
  return { state: isUp ? 'up' : 'down', tookMs: Math.round(performance.now() - startedAt) };
}

export function platformRoutes(deps: Deps): Handlers<'healthz' | 'readyz' | 'metrics' | 'openapi'> {
  return {
    healthz: () => Promise.resolve({ status: 200, body: { ok: true } }),
    readyz: async () => {
      const [database, redis] = await Promise.all([
        probe(() => deps.db.raw('select 1')),
        probe(() => deps.redis.ping()),
      ]);
      // Without Redis Dayi is slower and still right, so it alone makes nobody unready.
      const ready = database.state === 'up';
      return { status: ready ? 200 : 503, body: { ready, dependencies: { database, redis } } };
    },
    metrics: async ({ ctx }) => {
      ctx.type = deps.metrics.registry.contentType;
      return { status: 200, body: await deps.metrics.registry.metrics() };
    },
    openapi: () => Promise.resolve({ status: 200, body: openApiDocument() }),
  };
}
