import Taro from '@tarojs/taro';
import { pathOf, routes } from '@dayi/shared/routes/index';
import type { RouteName } from '@dayi/shared/routes/index';
import type { AnswerOf, RequestOf } from '@dayi/shared/contracts/index';
import { noteServerDate } from './clock';
import { translate } from './i18n/index';
import { usePreferences } from './preferences';
import { ProblemError } from './problem-error';
import { currentSession, keepSession, takeLaterSession } from './session';
import type { Session } from './session';

type Given<T> = { [K in keyof T as T[K] extends undefined ? never : K]: T[K] };

export type Input<N extends RouteName> = Given<RequestOf<N>> & {
  idempotencyKey?: string;
  /** The version that is meant to be changed. */
  ifMatch?: number;
};

interface RawAnswer {
  status: number;
  text: string;
}

type Sent = {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  idempotencyKey?: string;
  ifMatch?: number;
};

/** These make a session; an old token beside them would only have them refused. */
const opensSession = new Set<RouteName>(['createSession', 'refreshSession']);

/** Calls a route of the API by its name. Throws a ProblemError in the reader's language. */
export async function request<N extends RouteName>(name: N, input: Input<N>): Promise<AnswerOf<N>> {
  return parse(await requestText(name, input)) as AnswerOf<N>;
}

/** The same for routes whose answer is no JSON. */
export async function requestText<N extends RouteName>(name: N, input: Input<N>): Promise<string> {
  const ask = () => send(name, input);
  const answer = await (opensSession.has(name) ? ask() : withLaterToken(ask));
  if (answer.status >= 400) throw new ProblemError(answer.status, parse(answer.text) ?? {});
  return answer.text;
}

/** Address of a path of the API, for uploads, downloads and the socket. */
export function apiAddress(path: string): string {
  return `${DAYI_API_BASE}${path}`;
}

/** Headers that every call carries. */
export function callHeaders(asUser = true): Record<string, string> {
  const session = asUser ? currentSession() : null;
  return {
    'Accept-Language': usePreferences.getState().language,
    ...(session ? { Authorization: `Bearer ${session.token}` } : {}),
  };
}

/** Nothing answered. */
export function lineAway(): ProblemError {
  return new ProblemError(0, { code: 'network.away', title: translate('error.away') });
}

/** A key for one intention to create or pay; kept by the caller across retries. */
export function newIntentionKey(): string {
  const random = () => Math.random().toString(36).slice(2, 12).padEnd(10, '0');
  return `${Date.now().toString(36)}-${random()}${random()}`;
}

async function send(
  name: RouteName,
  { params, query, body, idempotencyKey, ifMatch }: Sent,
): Promise<RawAnswer> {
  const route = routes[name];
  // Alipay knows no PATCH.
  const overridden = (route.method as string) === 'PATCH';
  try {
    const answer = await Taro.request<string>({
      url: apiAddress(pathOf(name, params)) + queryString(query ?? {}),
      method: overridden ? 'POST' : route.method,
      header: {
        ...callHeaders(!opensSession.has(name)),
        Accept: 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(overridden ? { 'X-HTTP-Method-Override': 'PATCH' } : {}),
        ...(idempotencyKey ? { 'Idempotency-Key': idempotencyKey } : {}),
        ...(ifMatch === undefined ? {} : { 'If-Match': `"${ifMatch}"` }),
      },
      data: body === undefined ? undefined : JSON.stringify(body),
      dataType: 'text',
      timeout: 20_000,
    });
    noteServerDate((answer.header as Record<string, string> | undefined)?.['date']);
    return { status: answer.statusCode, text: textOf(answer.data) };
  } catch (failure) {
    // Alipay rejects refusals with a plain object that still carries the answer.
    const { status, data } = (failure ?? {}) as { status?: number; data?: unknown };
    if (typeof status === 'number' && status >= 400) return { status, text: textOf(data) };
    throw lineAway();
  }
}

function textOf(data: unknown): string {
  if (typeof data === 'string') return data;
  return data === null || data === undefined ? '' : JSON.stringify(data);
}

function parse(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function queryString(query: Record<string, unknown>): string {
  const pairs = Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(String(value))}`);
  return pairs.length ? `?${pairs.join('&')}` : '';
}

/** What another tab kept may be as old as what this one held, and is then refreshed in its turn. */
const MOST_RENEWALS = 2;

/** Asks, and where the server refuses for an old token asks again with a later one. */
export async function withLaterToken<A extends { status: number }>(
  ask: () => Promise<A>,
): Promise<A> {
  for (let renewals = 0; ; renewals += 1) {
    const session = currentSession();
    const answer = await ask();
    if (answer.status !== 401 || !session || renewals === MOST_RENEWALS) return answer;
    if (!(await renewSession(session))) return answer;
  }
}

let refreshing: Promise<void> | null = null;

/**
 * Trades the refresh token once for all calls that failed together; signs out where it is refused. Tells
 * whether the call may be repeated: refreshed or signed out, what anyone may read is answered either way,
 * but nothing is done in the name of someone else who signed in in another tab.
 */
async function renewSession(used: Session): Promise<boolean> {
  if (currentSession() === used) {
    refreshing ??= refresh(used).finally(() => {
      refreshing = null;
    });
    await refreshing;
  }
  return (currentSession() ?? used).user.id === used.user.id;
}

async function refresh(used: Session): Promise<void> {
  takeLaterSession();
  if (currentSession() !== used) return;
  const next = await request('refreshSession', {
    body: { refreshToken: used.refreshToken },
  }).catch((error: unknown) => {
    if (error instanceof ProblemError && error.status === 401) return null;
    throw error;
  });
  // Meanwhile another tab may have been quicker, or the person signed out.
  takeLaterSession();
  if (currentSession() === used) keepSession(next);
}
