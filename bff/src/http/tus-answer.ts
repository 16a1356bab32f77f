import type { ProblemCode } from '@dayi/shared/problems';
import type { Context } from 'koa';
import type { IncomingMessage } from 'node:http';
import { Problem } from '../problem.ts';
import type { Actor } from '../policy.ts';
import type { Answer } from './guard.ts';

/** Asks for the next bytes only when they are wanted: a slow disk slows the sender, not the memory. */
function bodyOf(request: IncomingMessage): ReadableStream<Uint8Array> {
  let pieces: AsyncIterator<Buffer> | undefined;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        pieces ??= request.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
        const next = await pieces.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
    },
    { highWaterMark: 0 },
  );
}

function requestOf(ctx: Context): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(ctx.req.headers)) {
    if (value !== undefined) headers.set(name, [value].flat().join(', '));
  }
  const hasBody = ctx.method === 'POST' || ctx.method === 'PATCH';
  return new Request(`http://localhost${ctx.path}`, {
    method: ctx.method,
    headers,
    ...(hasBody ? { body: bodyOf(ctx.req), duplex: 'half' } : {}),
  });
}

/** What the protocol refuses, in our own words; its statuses are what clients go by. */
const REFUSED: Readonly<Record<number, ProblemCode>> = {
  400: 'request.malformed',
  403: 'request.malformed',
  404: 'upload.not_found',
  409: 'upload.offset_conflict',
  410: 'upload.expired',
  413: 'upload.too_large',
};

const VERSION = '1.0.0';
const LOCKED = 'failed to acquire lock';

/** Leaves out what says who may call from other origins: nobody may. */
const isOurs = (name: string) => !/^(access-control-|content-)/.test(name);

/** Lets a tus server answer; refusals become Problems like everywhere else. */
export async function answerByTus(
  ctx: Context,
  ask: (request: Request, actor: Actor | null) => Promise<Response>,
): Promise<Answer> {
  ctx.set('Tus-Resumable', VERSION);
  if (ctx.method !== 'OPTIONS' && ctx.get('Tus-Resumable') !== VERSION) {
    ctx.set('Tus-Version', VERSION);
    throw new Problem('upload.protocol_unknown');
  }
  const actor = (ctx.state.actor as Actor | undefined) ?? null;
  const response = await ask(requestOf(ctx), actor);
  for (const [name, value] of response.headers) if (isOurs(name)) ctx.set(name, value);
  if (response.status < 400) {
    return response.status === 204 ? { status: 204 } : { status: response.status, body: '' };
  }
  const said = await response.text();
  if (said.startsWith(LOCKED)) throw new Problem('upload.busy', { retryAfterSeconds: 1 });
  const code = REFUSED[response.status];
  throw code === undefined
    ? new Problem('server.unavailable', { cause: new Error(said), retryAfterSeconds: 5 })
    : new Problem(code, { cause: new Error(said) });
}
