import { runInThread } from '../../../infra/run-in-thread.ts';
import type { BuiltIndex } from './index-thread.ts';

/** Builds an index in a thread of its own, from what the database holds. @throws what the thread threw */
export async function buildIndex(databaseUrl: string): Promise<BuiltIndex> {
  return await runInThread(new URL('./index-thread.ts', import.meta.url), { databaseUrl });
}
