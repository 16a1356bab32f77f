import { type CheckedRequest, contracts } from '@dayi/shared/contracts/index';
import type { Contract } from '@dayi/shared/contracts/contract';
import type { RouteName } from '@dayi/shared/routes/index';
import type { Context, Middleware } from 'koa';
import { z } from 'zod';
import { type FieldError, Problem } from '../problem.ts';
import { fieldErrorsOf } from './field-errors.ts';
import { comesAsForm } from './read-body.ts';
import type { Actor } from '../policy.ts';

/** What a route's handler gets: checked input, who asks, and Koa's context for the rare rest. */
export interface Call<N extends RouteName> extends CheckedRequest<N> {
  ctx: Context;
  /** Set on every route that is not open to anyone. */
  actor: Actor;
  /** The one who asks, or null: for routes open to anyone. */
  visitor: Actor | null;
}

/**
 * Status and body of a success; the body is checked against the contract. `json` is one that was checked
 * and written before, by a `pageWriter`.
 */
export interface Answer {
  status: number;
  body?: unknown;
  json?: Buffer;
}

export type Handler<N extends RouteName> = (call: Call<N>) => Promise<Answer>;
export type Handlers<N extends RouteName> = { [K in N]: Handler<K> };

function check(part: string, schema: z.ZodType | undefined, value: unknown, wrong: FieldError[]) {
  if (schema === undefined) return undefined;
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  wrong.push(...fieldErrorsOf(part, parsed.error));
  return undefined;
}

/** Checks an answer against the contract: its status is named there, unknown fields are dropped. */
function answerOf(name: RouteName, contract: Contract, answer: Answer): unknown {
  const schema = contract.responses[answer.status];
  if (schema === undefined) throw new Error(`${name} answered ${String(answer.status)}`);
  if (schema === null) return answer.body ?? null;
  const parsed = schema.safeParse(answer.body);
  if (parsed.success) return parsed.data;
  throw new Error(`${name} broke its contract: ${parsed.error.message}`);
}

const [OPEN, CLOSE] = [Buffer.from('{"items":['), Buffer.from('],')];
const COMMA_BYTES = 1;

/**
 * Writes pages whose items, each in parts of which the first begins with a comma, and one more field were checked
 * and written before; the rest is checked against the contract here.
 */
export function pageWriter(name: RouteName, field: string) {
  const { responses }: Contract = contracts[name];
  const { shape } = responses[200] as z.ZodObject;
  const isLeft = ([key]: [string, unknown]) => key !== 'items' && key !== field;
  const rest = z.object(Object.fromEntries(Object.entries(shape).filter(isLeft)));
  return (items: readonly (readonly Buffer[])[], written: string, body: object): Buffer => {
    const parts: Buffer[] = [OPEN];
    for (const item of items) for (const part of item) parts.push(part);
    if (parts[1] !== undefined) parts[1] = parts[1].subarray(COMMA_BYTES);
    const others = JSON.stringify(rest.parse(body)).slice(1);
    parts.push(CLOSE, Buffer.from(`"${field}":${written},${others}`));
    return Buffer.concat(parts);
  };
}

/** Runs a handler between the checks of its contract. */
export function guard<N extends RouteName>(name: N, handle: Handler<N>): Middleware {
  const contract: Contract = contracts[name];
  return async (ctx) => {
    const wrong: FieldError[] = [];
    const params = check('params', contract.params, ctx.params, wrong);
    const query = check('query', contract.query, { ...ctx.query }, wrong);
    const schema = comesAsForm(ctx, contract) ? undefined : contract.body;
    const body = check('body', schema, ctx.state.body ?? {}, wrong);
    if (wrong.length > 0) throw new Problem('request.invalid', { fields: wrong });
    const answer = await handle({
      params,
      query,
      body,
      ctx,
      actor: ctx.state.actor as Actor,
      visitor: (ctx.state.actor as Actor | undefined) ?? null,
    } as Call<N>);
    ctx.status = answer.status;
    if (answer.json === undefined) ctx.body = answerOf(name, contract, answer);
    else {
      ctx.type = 'json';
      ctx.body = answer.json;
    }
  };
}
