import type { ProblemCode } from '@dayi/shared/problems';
import type { Middleware } from 'koa';
import { Problem } from '../problem.ts';

const MALFORMED: readonly ProblemCode[] = ['request.malformed', 'request.invalid'];

/** What a device sends and nobody can read is refused before its handler hears of it; `hear` is told all the same. */
export function tellUnread(
  hear: (deviceKey: string, reason: 'payload_too_large' | 'malformed') => void,
): Middleware {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      const key = ctx.state.deviceKey as string | undefined;
      if (key !== undefined && error instanceof Problem) {
        const isTooLarge = error.code === 'request.too_large' && ctx.state.body === undefined;
        if (isTooLarge) hear(key, 'payload_too_large');
        else if (MALFORMED.includes(error.code)) hear(key, 'malformed');
      }
      throw error;
    }
  };
}
