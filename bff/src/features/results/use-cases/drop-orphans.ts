import { decodeTime, isValid } from 'ulid';
import type { Deps } from '../../../deps.ts';
import { DAY } from '../../../infra/clock.ts';
import { findStoredKeys } from '../repository.ts';

const BATCH = 500;

/**
 * Takes back files that came with a form, but for those that a delivery speaks of. Where the database
 * cannot tell, all of them stay: the daily round asks it again.
 */
export async function dropUnwritten(
  deps: Deps,
  files: readonly { id: string; storageKey: string }[],
): Promise<void> {
  if (files.length === 0) return;
  const written = await findStoredKeys(deps.db, files);
  for (const { storageKey } of files) {
    if (!written.has(storageKey)) await deps.storage.remove(storageKey);
  }
}

/** Removes files of forms that no delivery speaks of after a day; run twice at once it does no harm. */
export async function dropOrphans(deps: Deps): Promise<void> {
  // Ids tell the time by the machine, whatever clock the rest goes by.
  const before = decodeTime(deps.newId()) - DAY;
  let old: { id: string; storageKey: string }[] = [];
  for await (const storageKey of deps.storage.list('results')) {
    const id = storageKey.split('/').pop() ?? '';
    if (isValid(id) && decodeTime(id) < before) old.push({ id, storageKey });
    if (old.length < BATCH) continue;
    await dropUnwritten(deps, old);
    old = [];
  }
  await dropUnwritten(deps, old);
}
