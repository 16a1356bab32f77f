import knexFactory, { type Knex } from 'knex';
import type { Logger } from './logger.ts';

export type Database = Knex;

/** A transaction where one is open, else the pool: every repository function takes one. */
export type Trx = Knex;

const silent = () => undefined;

/** Knex tells of lost connections on the console; they belong in the log, or nowhere. */
function logOf(logger: Logger | undefined): Knex.Logger {
  const tell = (level: 'warn' | 'debug') =>
    logger === undefined
      ? silent
      : (message: unknown) => {
          logger[level]({ said: String(message).slice(0, 300) }, 'knex');
        };
  return { warn: tell('warn'), error: tell('warn'), deprecate: tell('warn'), debug: tell('debug') };
}

/** What every session says first; the server's own defaults do not matter. */
const SESSION: readonly string[] = [
  "SET time_zone = '+00:00'",
  'SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED',
  'SET SESSION innodb_lock_wait_timeout = 10',
  // MariaDB cuts an aggregated JSON list off at this many bytes, 1 MiB unless told.
  'SET SESSION group_concat_max_len = 67108864',
  // Galera: a read sees what any node committed before it.
  'SET SESSION wsrep_sync_wait = 1',
  // MariaDB: a process that hangs in a transaction keeps others from its rows this long and no longer.
  'SET SESSION idle_transaction_timeout = 15',
];

/** The server is not of the kind that has this setting. */
const UNKNOWN_VARIABLE = 1193;

interface Session {
  query: (sql: string, done: (error: { errno?: number } | null) => void) => void;
}

function prepare(session: Session, done: (error: unknown, session: unknown) => void, at = 0): void {
  const statement = SESSION[at];
  if (statement === undefined) {
    done(null, session);
    return;
  }
  session.query(statement, (error) => {
    if (error !== null && error.errno !== UNKNOWN_VARIABLE) done(error, session);
    else prepare(session, done, at + 1);
  });
}

/** Connects lazily; a database that is away fails requests one by one and recovers by itself. */
export function createDatabase(url: string, poolSize: number, logger?: Logger): Database {
  const { hostname, port, username, password, pathname } = new URL(url);
  return knexFactory({
    client: 'mysql2',
    log: logOf(logger),
    connection: {
      host: decodeURIComponent(hostname),
      port: port === '' ? 3306 : Number(port),
      user: decodeURIComponent(username),
      password: decodeURIComponent(password),
      database: pathname.slice(1),
      charset: 'utf8mb4',
      timezone: 'Z',
      supportBigNumbers: true,
      connectTimeout: 5_000,
      enableKeepAlive: true,
    },
    pool: {
      min: 0,
      max: poolSize,
      acquireTimeoutMillis: 8_000,
      idleTimeoutMillis: 60_000,
      afterCreate: (session: Session, done: (error: unknown, session: unknown) => void) => {
        prepare(session, done);
      },
    },
  });
}

/** MariaDB hands JSON columns over as text, MySQL as values. */
export function fromJson<T>(value: unknown): T {
  return (typeof value === 'string' ? JSON.parse(value) : value) as T;
}

export function toJson(value: unknown): string {
  return JSON.stringify(value);
}
