import type { Context } from 'koa';
import type { Deps } from '../../bff/src/deps.ts';
import { rateLimit } from '../../bff/src/http/rate-limit.ts';

const PER_MINUTE = 5_000;

test('who has asked too much is refused until the minute is over, not now and then', async () => {
  // Without Redis each process counts for itself, in the same way.
  const redis = {
    status: 'end',
    defineCommand: () => undefined,
    rlflxIncr: () => Promise.reject(new Error('Redis is away')),
  };
  const limit = rateLimit({
    redis,
    config: { ratePerMinute: PER_MINUTE, namespace: 'test' },
  } as unknown as Deps);
  let passed = 0;
  const ask = async () => {
    const ctx = { state: {}, method: 'GET', path: '/api/v1/instruments', ip: '10.0.0.1' };
    await limit(ctx as unknown as Context, () => {
      passed += 1;
      return Promise.resolve();
    });
  };
  for (let at = 0; at < 2 * PER_MINUTE; at += 1) await ask().catch(() => undefined);
  expect(passed).toBe(PER_MINUTE);
  await expect(ask()).rejects.toMatchObject({ code: 'request.rate_limited' });
});
