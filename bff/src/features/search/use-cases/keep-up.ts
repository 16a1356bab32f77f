import type { Deps } from '../../../deps.ts';
import { simplify } from '../../../infra/chinese.ts';
import { findEntries, findEntriesAfter, findRefreshed } from '../catalogue-repository.ts';
import type { CatalogueEntry } from '../domain/catalogue.ts';
import { buildRows } from '../domain/index-rows.ts';
import type { SearchIndex } from '../domain/search-index.ts';
import { findWords } from '../words-repository.ts';
import type { Seen } from './seen.ts';

const BATCH = 2_000;

/** An index, and how far it has been kept up with the database. */
export interface KeptUp {
  index: SearchIndex;
  seen: Seen;
  /** When everything that had changed was in it, by `performance.now()`. */
  lookedAt: number;
  /** Instruments that were taken in since it was built, and in how many lots. */
  added: number;
  lots: number;
}

type Reading = Pick<Deps, 'db' | 'clock'>;

/** What search knows of every instrument beside its words, by id. */
export async function readEntries(
  { db, clock }: Reading,
  seen: Seen,
): Promise<Map<string, CatalogueEntry>> {
  const startedAt = clock.now();
  const entries = new Map<string, CatalogueEntry>();
  for (let after = ''; ;) {
    const found = await findEntriesAfter(db, after, BATCH);
    for (const entry of found) {
      entries.set(entry.id, entry);
      seen.see(entry);
    }
    after = found.at(-1)?.id ?? '';
    if (found.length < BATCH) break;
  }
  // What was read first may have changed while the rest was read.
  seen.lookFrom(startedAt);
  return entries;
}

/** Takes in entries as they are now; those whose words are others are read anew. */
export async function takeIn(
  { db }: Pick<Deps, 'db'>,
  kept: KeptUp,
  entries: readonly CatalogueEntry[],
): Promise<void> {
  const { index } = kept;
  const { catalogue, vocabulary } = index;
  const isKnown = (entry: CatalogueEntry) =>
    catalogue.find(entry.id)?.wordsHash === entry.wordsHash;
  const others = entries.filter((entry) => !isKnown(entry));
  for (const entry of entries) if (isKnown(entry)) catalogue.put(entry);
  if (others.length === 0) return;
  const byId = new Map(others.map((entry) => [entry.id, entry]));
  const words = await findWords(db, [...byId.keys()]);
  const rows = buildRows(vocabulary.lexicon, [...vocabulary.concepts.values()], words, simplify);
  const first = catalogue.size;
  for (const { id } of words) {
    const entry = byId.get(id);
    if (entry !== undefined) catalogue.put(entry, true);
  }
  index.add(rows, first);
  kept.added += words.length;
  kept.lots += 1;
}

/** Reads what was written since, whichever process wrote it, with one short indexed read. */
export async function catchUp(deps: Reading, kept: KeptUp): Promise<void> {
  const { seen } = kept;
  const startedAt = deps.clock.now();
  const refreshed = await findRefreshed(deps.db, seen.since);
  const changed = refreshed.filter((one) => !seen.has(one));
  for (let at = 0; at < changed.length; at += BATCH) {
    const ids = changed.slice(at, at + BATCH).map(({ id }) => id);
    const entries = await findEntries(deps.db, ids);
    await takeIn(deps, kept, entries);
    for (const entry of entries) seen.see(entry);
  }
  kept.lookedAt = performance.now();
  seen.looked(startedAt);
  seen.forget();
}
