import { AsyncLocalStorage } from 'node:async_hooks';
import type { Language } from '@dayi/shared/problems';

interface CurrentRequest {
  id: string;
  language: Language;
}

const current = new AsyncLocalStorage<CurrentRequest>();

/** Runs `work` as the answering of one request. */
export async function withRequest<T>(request: CurrentRequest, work: () => Promise<T>): Promise<T> {
  return await current.run(request, work);
}

/** The id of the request being answered, null outside of one (worker, commands). */
export function currentRequestId(): string | null {
  return current.getStore()?.id ?? null;
}

/** The language of the reader being answered; Chinese outside of a request. */
export function currentLanguage(): Language {
  return current.getStore()?.language ?? 'zh-CN';
}
