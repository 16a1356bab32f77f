import { routes } from '@dayi/shared/routes/index';
import type { Middleware } from 'koa';
import type { Deps } from '../deps.ts';
import { readActor } from '../features/identity/index.ts';
import { Problem } from '../problem.ts';

/** Reads who asks from the bearer token. No token is a visitor; a bad one is refused, not ignored. */
export function authenticate(deps: Deps): Middleware {
  return (ctx, next) => {
    const header = ctx.get('Authorization');
    if (header === '') return next();
    const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(header)?.[1];
    if (token === undefined) throw new Problem('auth.token_invalid');
    // A device is nobody: its key opens this one path, whose use case knows it.
    if (ctx.path === routes.postReadings.path) {
      ctx.state.deviceKey = token;
      return next();
    }
    return readActor(deps, token).then((actor) => {
      ctx.state.actor = actor;
      return next();
    });
  };
}
