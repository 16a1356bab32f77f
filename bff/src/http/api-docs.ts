import { pathOf } from '@dayi/shared/routes/index';
import type { Context, Middleware } from 'koa';
import serve from 'koa-static';
// Its main file would bring the whole interface into the server's memory.
import getAbsoluteFSPath from 'swagger-ui-dist/absolute-path.js';

const PLACE = '/api/docs';

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Dayi API</title>
    <link rel="stylesheet" href="${PLACE}/swagger-ui.css" />
  </head>
  <body>
    <div id="docs"></div>
    <script src="${PLACE}/swagger-ui-bundle.js"></script>
    <script src="${PLACE}/start.js"></script>
  </body>
</html>
`;

// A file of its own, since the content security policy knows no inline scripts.
const START = `SwaggerUIBundle({ url: '${pathOf('openapi')}', dom_id: '#docs', docExpansion: 'none' });\n`;

/** Readable pages of the OpenAPI document, drawn by Swagger UI from our own server. */
export function apiDocs(): Middleware {
  const files = serve(getAbsoluteFSPath(), { index: false, maxage: 3_600_000 });
  const answer = async (ctx: Context) => {
    if (ctx.path === PLACE || ctx.path === `${PLACE}/`) {
      ctx.type = 'text/html';
      ctx.body = PAGE;
    } else if (ctx.path === `${PLACE}/start.js`) {
      ctx.type = 'text/javascript';
      ctx.body = START;
    } else {
      const { path } = ctx;
      ctx.path = path.slice(PLACE.length);
      await files(ctx, () => Promise.resolve());
      ctx.path = path;
    }
  };
  return (ctx, next) =>
    ctx.path === PLACE || ctx.path.startsWith(`${PLACE}/`) ? answer(ctx) : next();
}
