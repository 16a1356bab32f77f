import type { Deps } from '../../../deps.ts';
import { HOUR, later } from '../../../infra/clock.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { declaredSha256, declaredType } from '../domain/file-kind.ts';
import { safeFileName } from '../domain/file-name.ts';
import { OPEN_UPLOADS } from '../domain/upload.ts';
import { countOpen, insertUpload, type Upload } from '../uploads-repository.ts';

export interface UploadWish {
  id: string;
  name: string;
  contentType: string | null | undefined;
  /** Null where the client will say it later. */
  sizeBytes: number | null;
  chunkBytes: number | null;
  sha256?: string | null | undefined;
}

/** @throws Problem `upload.hash_invalid` */
export function readDeclared(sha256: string | null | undefined): string | null {
  if (sha256 === null || sha256 === undefined || sha256 === '') return null;
  const declared = declaredSha256(sha256);
  if (declared === null) throw new Problem('upload.hash_invalid');
  return declared;
}

/**
 * Writes down that a file is going to arrive, and whose it is.
 * @throws Problem `result.file_name_invalid`, `upload.too_large`, `upload.too_many`, `upload.hash_invalid`
 */
export async function openUpload(deps: Deps, actor: Actor, wish: UploadWish): Promise<Upload> {
  const name = safeFileName(wish.name);
  if (name === null) throw new Problem('result.file_name_invalid');
  if ((wish.sizeBytes ?? 0) > deps.config.uploadBytes) throw new Problem('upload.too_large');
  const declared = readDeclared(wish.sha256);
  if ((await countOpen(deps.db, actor.userId)) >= OPEN_UPLOADS) {
    throw new Problem('upload.too_many');
  }
  const now = deps.clock.now();
  const upload: Upload = {
    id: wish.id,
    makerId: actor.userId,
    state: 'arriving',
    name,
    contentType: declaredType(wish.contentType),
    sizeBytes: wish.sizeBytes,
    chunkBytes: wish.chunkBytes,
    declaredSha256: declared,
    sha256: null,
    expiresAt: later(now, deps.config.uploadHours * HOUR),
    createdAt: now,
  };
  await insertUpload(deps.db, upload);
  return upload;
}
