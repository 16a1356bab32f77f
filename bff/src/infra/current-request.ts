import { AsyncLocalStorage } from 'node:async_hooks';
import type { Language } from '@dayi/shared/problems';

interface CurrentRequest {
  id: string;
  language: Language;
  /** The state the client saw and means to change, from `If-Match`; null where it names none. */
  ifMatch: string | null;
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

/** A name in the reader's language, where it has one in English. */
export function nameForReader(name: string, nameEn: string | null): string {
  return currentLanguage() === 'en' && nameEn ? nameEn : name;
}

/** The version that the client means to change, as `versionTag` writes it; null where it names none. */
export function currentIfMatch(): string | null {
  return current.getStore()?.ifMatch ?? null;
}

/** The `ETag` of a resource's version. */
export function versionTag(version: number): string {
  return `"${version}"`;
}
