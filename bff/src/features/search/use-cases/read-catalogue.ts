import type { Deps } from '../../../deps.ts';
import { later, SECOND } from '../../../infra/clock.ts';
import { Catalogue } from '../domain/catalogue.ts';
import { findEntries } from '../repository.ts';

/** A document may be written a little after the instant it carries: what is near is read again. */
const OVERLAP = 30 * SECOND;
const FRESH_FOR_MS = 300;

/**
 * Keeps one catalogue per process up with the documents in the database, whichever process wrote
 * them: at most every 0.3 s, and with one short indexed read.
 */
export function catalogueReader(deps: Deps): () => Promise<Catalogue> {
  const catalogue = new Catalogue();
  let readAt = -Infinity;
  let reading: Promise<void> | undefined;
  const read = async () => {
    const since = catalogue.newest === null ? null : later(catalogue.newest, -OVERLAP);
    catalogue.put(await findEntries(deps.db, since));
    readAt = performance.now();
  };
  return async () => {
    if (performance.now() - readAt > FRESH_FOR_MS) {
      reading ??= read().finally(() => {
        reading = undefined;
      });
      await reading;
    }
    return catalogue;
  };
}
