import { Problem } from '../problem.ts';

/** Deadlock, lock wait, certification failure on Galera, node not ready, group replication. */
const RETRYABLE = new Set([1213, 1205, 1180, 1047, 3101]);

/** The line broke under a statement; a fresh one may be had at once. */
const LOST = new Set(['PROTOCOL_CONNECTION_LOST', 'ECONNRESET', 'EPIPE', 'ECONNABORTED']);

const AWAY = new Set([
  'ECONNREFUSED',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ER_SERVER_SHUTDOWN',
  'ER_CON_COUNT_ERROR',
  'ER_CONNECTION_KILLED',
  'ER_QUERY_INTERRUPTED',
  // A node of a group that lost its quorum turns read-only.
  'ER_OPTION_PREVENTS_STATEMENT',
]);

interface DriverError {
  code?: string;
  errno?: number;
  sql?: string;
  sqlMessage?: string;
  name?: string;
  fatal?: boolean;
  message?: string;
}

const asDriverError = (error: unknown): DriverError =>
  typeof error === 'object' && error !== null ? error : {};

export function isRetryable(error: unknown): boolean {
  return RETRYABLE.has(asDriverError(error).errno ?? 0);
}

export function errnoOf(error: unknown): number {
  return asDriverError(error).errno ?? 0;
}

/** The connection broke while it was in use. */
export function isConnectionLost(error: unknown): boolean {
  const { code, message = '' } = asDriverError(error);
  return (
    LOST.has(code ?? '') ||
    message.includes('closed state') ||
    message.startsWith('Connection lost')
  );
}

/** The database cannot be reached, or dropped the connection. */
export function isDatabaseAway(error: unknown): boolean {
  const { code, name } = asDriverError(error);
  return AWAY.has(code ?? '') || name === 'KnexTimeoutError' || isConnectionLost(error);
}

/**
 * The unique index that refused a row. Cells are told by the statement, as the server says only
 * `PRIMARY` for them (measured); every other unique key carries a name of its own.
 */
export function duplicateOf(error: unknown): { table: string; index: string } | undefined {
  const { errno, sql, sqlMessage } = asDriverError(error);
  if (errno !== 1062) return undefined;
  const index = /for key '(?:[^'.]*\.)?([^']+)'/.exec(sqlMessage ?? '')?.[1] ?? '';
  const table = /^insert (?:ignore )?into `?(\w+)/i.exec((sql ?? '').trimStart())?.[1] ?? '';
  return { table, index };
}

export function isDuplicate(error: unknown, table: string, index = 'PRIMARY'): boolean {
  const duplicate = duplicateOf(error);
  return duplicate?.table === table && duplicate.index === index;
}

/** The one place where a driver's error becomes a Problem; others pass through. */
export function toProblem(error: unknown): unknown {
  if (isDatabaseAway(error) || isRetryable(error)) {
    return new Problem('server.unavailable', { cause: error, retryAfterSeconds: 2 });
  }
  return error;
}
