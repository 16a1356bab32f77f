import { MINUTE } from '../../../infra/clock.ts';
import { runInThread } from '../../../infra/run-in-thread.ts';
import type { BuiltIndex } from './index-thread.ts';

/** A database that does not answer must not keep every later attempt from being made. */
const LONGEST = 5 * MINUTE;

/** Builds an index in a thread of its own, from what the database holds. @throws what the thread threw */
export async function buildIndex(databaseUrl: string): Promise<BuiltIndex> {
  const file = new URL('./index-thread.ts', import.meta.url);
  return await runInThread(file, { databaseUrl }, LONGEST);
}
