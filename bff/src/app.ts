import { contracts } from '@dayi/shared/contracts/index';
import type { Contract } from '@dayi/shared/contracts/contract';
import { type RouteName, routes } from '@dayi/shared/routes/index';
import Router, { type RouterMiddleware } from '@koa/router';
import Koa from 'koa';
import compress from 'koa-compress';
import type { Deps } from './deps.ts';
import { auditRoutes } from './features/audit/routes.ts';
import { bookingRoutes } from './features/bookings/routes.ts';
import { bulletinRoutes } from './features/bulletins/routes.ts';
import { groupRoutes } from './features/groups/routes.ts';
import { identityRoutes } from './features/identity/routes.ts';
import { ledgerRoutes } from './features/ledger/routes.ts';
import { monitoringRoutes } from './features/monitoring/routes.ts';
import { notificationRoutes } from './features/notifications/routes.ts';
import { paymentRoutes } from './features/payments/routes.ts';
import { profileRoutes } from './features/profile/routes.ts';
import { recommendationRoutes } from './features/recommendations/routes.ts';
import { resultRoutes } from './features/results/routes.ts';
import { reviewRoutes } from './features/reviews/routes.ts';
import { searchRoutes } from './features/search/routes.ts';
import { noteUnread } from './features/sensors/index.ts';
import { sensorRoutes } from './features/sensors/routes.ts';
import { termsRoutes } from './features/terms/routes.ts';
import { voucherRoutes } from './features/vouchers/routes.ts';
import { answerAgain } from './http/answer-again.ts';
import { apiDocs } from './http/api-docs.ts';
import { appFiles } from './http/app-files.ts';
import { authenticate } from './http/authenticate.ts';
import { authorize } from './http/authorize.ts';
import { errorHandler } from './http/error-handler.ts';
import { guard, type Handlers } from './http/guard.ts';
import { idempotency } from './http/idempotency.ts';
import { tellUnread } from './http/tell-unread.ts';
import { methodOverride } from './http/method-override.ts';
import { platformRoutes } from './http/platform-routes.ts';
import { rateLimit } from './http/rate-limit.ts';
import { bodyReader } from './http/read-body.ts';
import { requestContext } from './http/request-context.ts';
import { securityHeaders } from './http/security-headers.ts';

/** Every route and who handles it; a route without a handler is a type error. */
function handlersOf(deps: Deps): Handlers<RouteName> {
  return {
    ...platformRoutes(deps),
    ...identityRoutes(deps),
    ...profileRoutes(deps),
    ...searchRoutes(deps),
    ...recommendationRoutes(deps),
    ...bookingRoutes(deps),
    ...resultRoutes(deps),
    ...reviewRoutes(deps),
    ...voucherRoutes(deps),
    ...termsRoutes(deps),
    ...groupRoutes(deps),
    ...paymentRoutes(deps),
    ...ledgerRoutes(deps),
    ...monitoringRoutes(deps),
    ...bulletinRoutes(deps),
    ...notificationRoutes(deps),
    ...auditRoutes(deps),
    ...sensorRoutes(deps),
  };
}

/** The first part of a path under its version. */
const roomOf = (path: string) => /^\/api\/v\d+\/([^/]+)/.exec(path)?.[1] ?? '';

/** A router tries every route it has, so each room has its own. */
function routing(deps: Deps): RouterMiddleware {
  const routers = new Map<string, Router>();
  const routerOf = (room: string) => {
    // One spelling of each path: rate limits and idempotency keys go by it.
    const router = routers.get(room) ?? new Router({ sensitive: true, strict: true });
    routers.set(room, router);
    return router;
  };
  const handlers = handlersOf(deps);
  const countUnread = tellUnread((key, reason) => {
    noteUnread(deps, key, reason);
  });
  const mount = <N extends RouteName>(name: N) => {
    const { method, path } = routes[name];
    const contract: Contract = contracts[name];
    routerOf(roomOf(path)).register(
      path,
      [method],
      [
        authorize(name),
        ...(name === 'postReadings' ? [countUnread] : []),
        ...(contract.body === undefined ? [] : [bodyReader(contract)]),
        ...(contract.idempotent ? [idempotency(deps)] : []),
        guard(name, handlers[name]),
      ],
    );
  };
  for (const name of Object.keys(routes) as RouteName[]) mount(name);
  const rooms = new Map([...routers].map(([room, router]) => [room, router.routes()]));
  return async (ctx, next): Promise<void> => {
    await (rooms.get(roomOf(ctx.path))?.(ctx, next) ?? next());
  };
}

/** The whole HTTP side, without listening. */
export function buildApp(deps: Deps): Koa {
  const app = new Koa({ proxy: deps.config.trustProxy });
  app.on('error', (error: unknown) => {
    deps.logger.warn({ err: error }, 'connection failed');
  });
  app.use(requestContext(deps));
  app.use(errorHandler(deps));
  app.use(securityHeaders(deps.config.environment === 'production'));
  app.use(compress({ threshold: 1024, br: false }));
  // Behind the packer, which would hand it what is packed already and leave what comes packed alone.
  app.use(answerAgain(deps.config.searchCacheMs));
  app.use(apiDocs());
  app.use(appFiles(deps.config.h5Folder));
  app.use(methodOverride);
  app.use(authenticate(deps));
  app.use(rateLimit(deps));
  app.use(routing(deps));
  return app;
}
