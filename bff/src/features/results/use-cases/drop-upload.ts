import type { Deps } from '../../../deps.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { uploadKey } from '../domain/upload.ts';
import { changeUpload, deleteUpload, findOver, type Upload } from '../uploads-repository.ts';
import { readUpload } from './read-upload.ts';

const BATCH = 100;

/** From here on nobody delivers it; a process that dies before the bytes are gone leaves the row behind. */
async function letGo(deps: Deps, upload: Upload): Promise<boolean> {
  const from = ['arriving', 'whole', 'refused', 'expired'] as const;
  if (!(await changeUpload(deps.db, { id: upload.id, from }, { state: 'expired' }))) return false;
  await deps.storage.remove(uploadKey(upload.id));
  await deleteUpload(deps.db, upload.id);
  return true;
}

/** Gives an upload up. @throws Problem `upload.not_found`, `upload.expired`, `upload.used` */
export async function dropUpload(deps: Deps, actor: Actor, id: string): Promise<void> {
  const upload = await readUpload(deps, actor, id);
  if (!(await letGo(deps, upload))) throw new Problem('upload.used');
}

/** Removes what was begun and never delivered, once its time is over. @returns how many rows went. */
export async function tidyUploads(deps: Deps): Promise<number> {
  const over = await findOver(deps.db, deps.clock.now(), BATCH);
  for (const upload of over) {
    // What was delivered is the delivery's now.
    if (upload.state === 'used') await deleteUpload(deps.db, upload.id);
    else await letGo(deps, upload);
  }
  return over.length;
}
