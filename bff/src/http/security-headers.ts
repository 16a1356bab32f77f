import helmet from 'helmet';
import type { Middleware } from 'koa';

/** The headers that keep browsers from being talked into things; HTTPS for ever only in production. */
export function securityHeaders(isProduction: boolean): Middleware {
  const write = helmet({
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        connectSrc: ["'self'", 'ws:', 'wss:'],
        imgSrc: ["'self'", 'data:', 'blob:'],
        styleSrc: ["'self'", "'unsafe-inline'"],
        upgradeInsecureRequests: null,
      },
    },
    strictTransportSecurity: isProduction,
  });
  return (ctx, next) => {
    // It writes plain headers and calls back at once, so nothing is waited for.
    write(ctx.req, ctx.res, (error) => {
      if (error instanceof Error) throw error;
    });
    return next();
  };
}
