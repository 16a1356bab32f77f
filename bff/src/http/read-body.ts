import type { Contract } from '@dayi/shared/contracts/contract';
import type { Context, Middleware } from 'koa';
import { Problem } from '../problem.ts';

const LIMIT_BYTES = 1_000_000;

/** Reads a JSON body, at most 1 MB. An empty body is no body. */
async function readJson(ctx: Context): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
    size += chunk.length;
    // The rest is read to its end and dropped, so that the client hears the answer.
    if (size <= LIMIT_BYTES) chunks.push(chunk);
  }
  if (size > LIMIT_BYTES) throw new Problem('request.too_large');
  if (size === 0) return undefined;
  if (!ctx.is('json', '+json')) throw new Problem('request.unsupported_media');
  const text = Buffer.concat(chunks).toString('utf8');
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new Problem('request.malformed', { cause: error });
  }
}

/** A form is read by its handler, which knows where the files go. */
export function comesAsForm(ctx: Context, contract: Contract): boolean {
  return contract.multipart !== undefined && Boolean(ctx.is('multipart/form-data'));
}

/** Puts the JSON body where idempotency and guard look for it. */
export function bodyReader(contract: Contract): Middleware {
  return async (ctx, next) => {
    if (!comesAsForm(ctx, contract)) ctx.state.body = await readJson(ctx);
    await next();
  };
}
