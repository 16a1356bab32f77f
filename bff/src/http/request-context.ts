import type { Language } from '@dayi/shared/problems';
import { routes } from '@dayi/shared/routes/index';
import type { Context, Middleware } from 'koa';
import type { Deps } from '../deps.ts';
import { withRequest } from '../infra/current-request.ts';
import type { Actor } from '../policy.ts';

/** Chinese unless the reader prefers English. */
export function languageOf(acceptLanguage: string): Language {
  const wanted = acceptLanguage
    .split(',')
    .map((part) => {
      const [tag = '', q] = part.trim().split(';q=');
      return { tag: tag.toLowerCase(), weight: q === undefined ? 1 : Number(q) };
    })
    .filter(({ tag }) => tag.startsWith('zh') || tag.startsWith('en'))
    .sort((a, b) => b.weight - a.weight);
  return wanted[0]?.tag.startsWith('en') ? 'en' : 'zh-CN';
}

/** `*` stands for any version, and so for none in particular. */
function ifMatchOf(ctx: Context): string | null {
  const given = ctx.get('If-Match').replace(/^W\//, '');
  return given === '' || given === '*' ? null : given;
}

const GIVEN_ID = /^[0-9A-Za-z._-]{8,64}$/;

/** An address that is a key in itself (a download, a calendar) is told by its pattern alone. */
function pathToTell(route: string, path: string): string {
  const pattern = (routes as Record<string, { path: string } | undefined>)[route]?.path;
  return pattern?.includes(':token') ? pattern : path;
}

/** Gives every request an id (the caller's own where it sends a sane one), a log line and a time. */
export function requestContext(deps: Deps): Middleware {
  return async (ctx, next) => {
    const given = ctx.get('X-Request-Id');
    const requestId = GIVEN_ID.test(given) ? given : deps.newId();
    ctx.state.requestId = requestId;
    const language = languageOf(ctx.get('Accept-Language'));
    ctx.state.language = language;
    ctx.set('X-Request-Id', requestId);
    // Phones set their countdowns by this header, so it tells the clock that the rules go by.
    ctx.set('Date', deps.clock.now().toUTCString());
    const startedAt = performance.now();
    await withRequest({ id: requestId, language, ifMatch: ifMatchOf(ctx) }, next);
    const seconds = (performance.now() - startedAt) / 1000;
    const route = String(ctx.state.routeName ?? 'static');
    deps.metrics.requestSeconds.observe({ route, status: String(ctx.status) }, seconds);
    deps.logger.info(
      {
        requestId,
        method: ctx.method,
        route,
        path: pathToTell(route, ctx.path),
        status: ctx.status,
        ms: Math.round(seconds * 1000),
        userId: (ctx.state.actor as Actor | undefined)?.userId,
      },
      'request',
    );
  };
}
