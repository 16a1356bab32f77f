import { gzipSync } from 'node:zlib';
import type { Context, Middleware, Next } from 'koa';
import { BriefCache } from '../infra/brief-cache.ts';

interface Kept {
  plain: Buffer;
  zipped: Buffer;
}

const MOST = 1_000;

/** Marks an answer that everyone who is not signed in may be given again. */
export function letAnswerAgain(ctx: Context): void {
  ctx.state.isForEveryone = true;
}

/**
 * Gives visitors the same answer again for a moment, already packed. Who is signed in, or sends anything
 * that an answer may depend on, is always answered anew.
 */
export function answerAgain(lifeMs: number): Middleware {
  const answers = new BriefCache<Kept>(lifeMs, MOST);
  const answer = async (ctx: Context, next: Next) => {
    const key = `${ctx.get('accept-language')} ${ctx.url}`;
    let kept = answers.get(key);
    if (kept === undefined) {
      await next();
      const plain: unknown = ctx.body;
      if (ctx.state.isForEveryone !== true || !Buffer.isBuffer(plain)) return;
      kept = { plain, zipped: gzipSync(plain, { level: 4 }) };
      answers.set(key, kept);
    }
    ctx.status = 200;
    ctx.type = 'json';
    if (ctx.acceptsEncodings('gzip', 'identity') === 'gzip') {
      ctx.set('Content-Encoding', 'gzip');
      ctx.body = kept.zipped;
    } else ctx.body = kept.plain;
  };
  return (ctx, next) => {
    const isVisitor = ctx.get('authorization') === '' && ctx.method === 'GET';
    return lifeMs === 0 || !isVisitor || !ctx.path.startsWith('/api/') ? next() : answer(ctx, next);
  };
}
