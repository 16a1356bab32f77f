import type { Deps } from '../../../deps.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { uploadKey } from '../domain/upload.ts';
import { findUpload, type Upload } from '../uploads-repository.ts';

/** @throws Problem `upload.not_found` also where it is another's, `upload.expired` */
export async function readUpload(deps: Deps, actor: Actor, id: string): Promise<Upload> {
  const upload = await findUpload(deps.db, id);
  if (upload?.makerId !== actor.userId) throw new Problem('upload.not_found');
  const isOver = upload.state !== 'used' && upload.expiresAt < deps.clock.now();
  if (isOver || upload.state === 'expired') throw new Problem('upload.expired');
  return upload;
}

/** How much of an upload has arrived. @throws Problem `upload.not_found` */
export async function offsetOf(deps: Deps, upload: Upload): Promise<number> {
  if (upload.state === 'refused') return 0;
  if (upload.state !== 'arriving') return upload.sizeBytes ?? 0;
  const pieces = await deps.storage.pieces();
  const found = await pieces.getUpload(uploadKey(upload.id)).catch((error: unknown) => {
    throw new Problem('upload.not_found', { cause: error });
  });
  return found.offset;
}
