import type { Deps } from '../../../deps.ts';
import {
  findIdempotentAnswer,
  type IdempotencyKey,
  type StoredAnswer,
} from '../../../infra/idempotency-keys.ts';
import type { Actor } from '../../../policy.ts';
import { gatherUploads } from './gather-uploads.ts';
import { releaseResult } from './release-result.ts';

/**
 * Delivers what has been uploaded. Asked again under one key, the first answer is given.
 * @throws Problem as `gatherUploads` and `releaseResult` do
 */
export async function deliverUploads(
  deps: Deps,
  actor: Actor,
  bookingId: string,
  wish: { summary: string; changes: string; files: readonly string[] },
  key: IdempotencyKey,
): Promise<StoredAnswer> {
  try {
    const files = await gatherUploads(deps, actor, wish.files);
    const parcel = { ...wish, files, uploadIds: wish.files };
    return await releaseResult(deps, actor, bookingId, parcel, key);
  } catch (error) {
    // A twin request was faster, and has used the uploads up.
    const twin = await findIdempotentAnswer(deps.db, key);
    if (twin !== undefined) return twin;
    throw error;
  }
}
