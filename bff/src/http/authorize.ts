import type { RouteName } from '@dayi/shared/routes/index';
import type { Middleware } from 'koa';
import { type Actor, mayCall } from '../policy.ts';
import { Problem } from '../problem.ts';

/** Notes which route is called, and asks the policy table's first question; use cases ask the second one, about the object. */
export function authorize(route: RouteName): Middleware {
  return (ctx, next) => {
    ctx.state.routeName = route;
    const verdict = mayCall((ctx.state.actor as Actor | undefined) ?? null, route);
    if (verdict === 'sign_in') throw new Problem('auth.required');
    if (verdict === 'no') throw new Problem('access.forbidden');
    return next();
  };
}
