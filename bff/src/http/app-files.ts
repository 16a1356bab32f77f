import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Middleware } from 'koa';
import serve from 'koa-static';

const HASHED = /\.[0-9a-f]{8,}\.(js|css|svg|png|woff2)(\.(gz|br))?$|\/chunk\//;
const YEAR_SECONDS = 31_536_000;

/** The built web app: hashed files for ever, the page itself never from cache. */
export function appFiles(folder: string): Middleware {
  const files = serve(folder, {
    index: 'index.html',
    gzip: true,
    brotli: true,
    setHeaders: (response, path) => {
      response.setHeader(
        'Cache-Control',
        HASHED.test(path) ? `public, max-age=${String(YEAR_SECONDS)}, immutable` : 'no-cache',
      );
    },
  });
  return (ctx, next) => {
    const isApi = ctx.path.startsWith('/api/') || ctx.path.startsWith('/external-serve/');
    const isRead = ctx.method === 'GET' || ctx.method === 'HEAD';
    if (isApi || !isRead || !existsSync(join(folder, 'index.html'))) return next();
    return files(ctx, next) as Promise<unknown>;
  };
}
