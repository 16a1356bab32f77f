import type { Deps } from '../../../deps.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { uploadKey } from '../domain/upload.ts';
import type { Upload } from '../uploads-repository.ts';
import { finishUpload } from './finish-upload.ts';
import { offsetOf, readUpload } from './read-upload.ts';
import type { DeliveredFile } from './release-result.ts';

/** The last bytes may be here though the answer that said so was lost, and the hash with it. */
async function wholeOf(deps: Deps, upload: Upload): Promise<Upload> {
  if (upload.state === 'used') throw new Problem('upload.used');
  if (upload.state === 'refused') throw new Problem('upload.hash_mismatch');
  if (upload.state === 'whole') return upload;
  const isHere = upload.sizeBytes !== null && (await offsetOf(deps, upload)) === upload.sizeBytes;
  if (!isHere) throw new Problem('upload.incomplete');
  return await finishUpload(deps, upload.id);
}

/**
 * The files behind finished uploads of one person, in the order they are named.
 * @throws Problem `upload.not_found`, `upload.expired`, `upload.incomplete`, `upload.hash_mismatch`,
 *   `upload.used`
 */
export async function gatherUploads(
  deps: Deps,
  actor: Actor,
  ids: readonly string[],
): Promise<DeliveredFile[]> {
  const files: DeliveredFile[] = [];
  for (const id of ids) {
    const upload = await wholeOf(deps, await readUpload(deps, actor, id));
    const { name, contentType, sizeBytes, sha256 } = upload;
    if (sizeBytes === null || sha256 === null) throw new Problem('upload.incomplete');
    files.push({ id, name, contentType, sizeBytes, sha256, storageKey: uploadKey(id) });
  }
  return files;
}
