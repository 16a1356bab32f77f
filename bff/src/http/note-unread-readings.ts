import type { ProblemCode } from '@dayi/shared/problems';
import type { Middleware } from 'koa';
import type { Deps } from '../deps.ts';
import { noteUnread } from '../features/sensors/index.ts';
import { Problem } from '../problem.ts';

const MALFORMED: readonly ProblemCode[] = ['request.malformed', 'request.invalid'];

/** What a device sends and nobody can read is refused before its handler hears of it; it is counted all the same. */
export function noteUnreadReadings(deps: Deps): Middleware {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      const key = ctx.state.deviceKey as string | undefined;
      if (key !== undefined && error instanceof Problem) {
        const isTooLarge = error.code === 'request.too_large' && ctx.state.body === undefined;
        if (isTooLarge) noteUnread(deps, key, 'payload_too_large');
        else if (MALFORMED.includes(error.code)) noteUnread(deps, key, 'malformed');
      }
      throw error;
    }
  };
}
