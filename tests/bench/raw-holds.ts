// What booking through HTTP is measured against: the statements that a hold issues, sent by the driver
// alone from a process of its own, with the same number of connections and of clients.
import { setTimeout as sleep } from 'node:timers/promises';
import { createPool, type Pool } from 'mysql2/promise';
import type { Statement } from './hold-statements.ts';

export interface RawOrder {
  url: string;
  poolSize: number;
  clients: number;
  holds: Statement[][];
}

async function runHold(pool: Pool, statements: readonly Statement[]): Promise<void> {
  const connection = await pool.getConnection();
  try {
    for (const { sql, bindings } of statements) await connection.query(sql, bindings);
  } catch (error) {
    await connection.rollback();
    throw error;
  } finally {
    connection.release();
  }
}

async function runAll({ url, poolSize, clients, holds }: RawOrder) {
  const pool = createPool({
    uri: url,
    connectionLimit: poolSize,
    timezone: 'Z',
    charset: 'utf8mb4',
    supportBigNumbers: true,
  });
  // The pool's own warming is not what is measured.
  await Promise.all(
    Array.from({ length: poolSize }, async () => {
      await pool.query('set session transaction isolation level read committed');
      await sleep(10);
    }),
  );
  let next = 0;
  let failed = 0;
  let words = '';
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let hold = holds[next++]; hold !== undefined; hold = holds[next++]) {
        await runHold(pool, hold).catch((error: unknown) => {
          failed += 1;
          words ||= String(error);
        });
      }
    }),
  );
  const tookMs = performance.now() - startedAt;
  await pool.end();
  return { tookMs, failed, words };
}

process.on('message', (order: RawOrder) => {
  void runAll(order).then((result) => process.send!(result, () => process.exit(0)));
});
