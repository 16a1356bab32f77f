import type { CatalogueEntry } from '../domain/catalogue.ts';
import type { SearchIndex } from '../domain/search-index.ts';
import type { BuiltIndex } from './index-thread.ts';

/** So many are put in while nobody else has a turn. */
const PORTION = 5_000;

/**
 * Puts entries into the catalogue in the order of the index, and the index's rows beside them. Entries that
 * the index does not hold as they are now come back.
 */
export function* installRows(
  built: Pick<BuiltIndex, 'rows' | 'hashes'>,
  index: SearchIndex,
  entries: Map<string, CatalogueEntry>,
): Generator<undefined, CatalogueEntry[]> {
  const { rows, hashes } = built;
  const late: CatalogueEntry[] = [];
  const gone: number[] = [];
  for (const [at, id] of rows.ids.entries()) {
    if (at % PORTION === 0) yield;
    const entry = entries.get(id);
    entries.delete(id);
    if (entry === undefined) gone.push(at);
    else {
      // The index knows it by the words it had when it was read.
      index.catalogue.put({ ...entry, wordsHash: hashes[at] ?? 0 });
      if (entry.wordsHash !== hashes[at]) late.push(entry);
    }
  }
  // Instruments are never deleted, so that the rows and the catalogue always number alike.
  if (gone.length > 0) throw new Error('instruments vanished while the index was built');
  index.add(rows, 0);
  for (const entry of entries.values()) if (entry.status !== 'retired') late.push(entry);
  return late;
}
