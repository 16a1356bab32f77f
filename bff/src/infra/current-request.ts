import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<string>();

/** Runs `work` as the answering of one request. */
export async function withRequestId<T>(requestId: string, work: () => Promise<T>): Promise<T> {
  return await current.run(requestId, work);
}

/** The id of the request being answered, null outside of one (worker, commands). */
export function currentRequestId(): string | null {
  return current.getStore() ?? null;
}
