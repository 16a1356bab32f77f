import type { Deps } from '../../../deps.ts';
import { Problem } from '../../../problem.ts';
import { uploadKey } from '../domain/upload.ts';
import { changeUpload, findUpload, type Upload } from '../uploads-repository.ts';

/**
 * Measures a file that has arrived whole. One that is not what its sender declared is removed at once:
 * nothing can be delivered of it.
 * @throws Problem `upload.not_found`, `upload.hash_mismatch`
 */
export async function finishUpload(deps: Deps, id: string): Promise<Upload> {
  const upload = await findUpload(deps.db, id);
  const key = uploadKey(id);
  const measured = await deps.storage.measure(key);
  if (upload === undefined || measured === undefined) throw new Problem('upload.not_found');
  if (upload.state !== 'arriving') return upload;
  const { declaredSha256: declared } = upload;
  const isTrue = declared === null || declared === measured.sha256;
  const change = { state: isTrue ? ('whole' as const) : ('refused' as const), ...measured };
  await changeUpload(deps.db, { id, from: ['arriving'] }, change);
  if (isTrue) return { ...upload, ...change };
  await deps.storage.remove(key);
  throw new Problem('upload.hash_mismatch');
}
