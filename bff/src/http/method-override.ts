import type { Middleware } from 'koa';

/** Alipay's `my.request` knows no PATCH: a POST may say that it is one. */
export const methodOverride: Middleware = (ctx, next) => {
  if (ctx.method === 'POST' && ctx.get('X-HTTP-Method-Override').toUpperCase() === 'PATCH') {
    ctx.method = 'PATCH';
  }
  return next();
};
