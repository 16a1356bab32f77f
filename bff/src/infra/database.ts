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

/**
 * Connects lazily; a database that is away fails requests one by one and recovers by itself.
 * READ COMMITTED is set per connection, so that a server's own default does not matter.
 */
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
      afterCreate: (
        connection: { query: (sql: string, done: (error: unknown) => void) => void },
        done: (error: unknown, connection: unknown) => void,
      ) => {
        connection.query("SET time_zone = '+00:00'", (error) => {
          if (error) {
            done(error, connection);
            return;
          }
          connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED', (refused) => {
            done(refused, connection);
          });
        });
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
