import { randomUUID } from 'node:crypto';
import type { AnswerOf, RequestOf } from '@dayi/shared/contracts/index';
import { pathOf, routes, type RouteName } from '@dayi/shared/routes/index';
import { expectDescribed } from './openapi-check.ts';

interface Extras {
  key?: string;
  language?: 'zh-CN' | 'en';
  headers?: Record<string, string>;
  /** Sent as it is, instead of a JSON body. */
  raw?: string | FormData;
}

type Input<N extends RouteName> = {
  [K in keyof RequestOf<N>]?: RequestOf<N>[K] | Record<string, unknown>;
} & Extras;

export interface ProblemBody {
  code: string;
  status: number;
  title: string;
  detail: string;
  requestId: string;
  errors?: { path: string; code: string; message: string; overridable?: boolean }[];
}

export interface Answered<T> {
  status: number;
  body: T;
  problem: ProblemBody;
  headers: Headers;
}

/** One person's client. Every answer it sees is checked against the OpenAPI document. */
export class Client {
  readonly url: string;
  token: string | undefined;
  /** Set by a sign-in: a token that ran out is renewed once, as the app does. */
  refreshToken: string | undefined;
  user: { id: string; name: string } | undefined;

  constructor(url: string) {
    this.url = url;
  }

  async call<N extends RouteName>(name: N, input: Input<N> = {}): Promise<Answered<AnswerOf<N>>> {
    const answer = await this.ask(name, input);
    const refreshToken = this.refreshToken;
    if (answer.status !== 401 || refreshToken === undefined) return answer;
    this.token = undefined;
    const renewed = await this.ask('refreshSession', { body: { refreshToken } });
    this.token = renewed.body.token;
    this.refreshToken = renewed.body.refreshToken;
    return await this.ask(name, input);
  }

  private async ask<N extends RouteName>(name: N, input: Input<N>): Promise<Answered<AnswerOf<N>>> {
    const { method } = routes[name];
    const url = new URL(pathOf(name, input.params as Record<string, string> | undefined), this.url);
    for (const [field, value] of Object.entries(
      (input.query ?? {}) as Record<string, string | number>,
    )) {
      url.searchParams.set(field, String(value));
    }
    const isJson = input.raw === undefined && input.body !== undefined;
    const response = await fetch(url, {
      method,
      headers: {
        ...(isJson ? { 'content-type': 'application/json' } : {}),
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
        ...(input.key === undefined ? {} : { 'idempotency-key': input.key }),
        'accept-language': input.language ?? 'zh-CN',
        ...input.headers,
      },
      ...(method === 'GET'
        ? {}
        : { body: input.raw ?? (isJson ? JSON.stringify(input.body) : null) }),
    });
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    const body: unknown = type.includes('json') && text !== '' ? JSON.parse(text) : text;
    await expectDescribed(this.url, name, response.status, type, body);
    return {
      status: response.status,
      body: body as AnswerOf<N>,
      problem: body as ProblemBody,
      headers: response.headers,
    };
  }

  /** The same for routes that take an idempotency key; a fresh one unless given. */
  async make<N extends RouteName>(name: N, input: Input<N> = {}): Promise<Answered<AnswerOf<N>>> {
    return await this.call(name, { key: randomUUID(), ...input });
  }
}

/** A client signed in as a persona of the world. */
export async function signInAs(url: string, persona: string): Promise<Client> {
  const client = new Client(url);
  const { status, body, problem } = await client.call('createSession', {
    body: { provider: 'demo', persona },
  });
  if (status !== 201) throw new Error(`cannot sign in as ${persona}: ${problem.code}`);
  client.token = body.token;
  client.refreshToken = body.refreshToken;
  client.user = body.user;
  return client;
}
