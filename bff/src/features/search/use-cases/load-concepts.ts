import type { Deps } from '../../../deps.ts';
import { hashOfDataFile, readDataFile } from '../../../infra/data-files.ts';
import { emit } from '../../../infra/outbox.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import {
  type ConceptEdition,
  findConcepts,
  lockDictionary,
  readShippedHash,
  type StoredConcept,
  writeConcepts,
  writeDictionaryState,
} from '../dictionary-repository.ts';
import type { Concept } from '../domain/concept.ts';
import { isSameContent } from '../domain/concept-changes.ts';
import { readConceptRows } from '../domain/concept-rows.ts';

const FILE = 'concepts.psv';
const TOLD_FAULTS = 5;

/** The kinds the product ships. @throws Error where the file has something wrong in it */
function readShipped(): Concept[] {
  const classCodes = readDataFile('national-class-codes.csv')
    .filter(({ level }) => level === '3')
    .map(({ code }) => code ?? '');
  const { concepts, faults } = readConceptRows(readDataFile(FILE, '|'), new Set(classCodes));
  if (faults.length > 0) {
    const told = faults
      .slice(0, TOLD_FAULTS)
      .map(({ id, field, code }) => `${id} ${field} ${code}`);
    throw new Error(`${FILE}: ${told.join(', ')} (${String(faults.length)} faults)`);
  }
  return concepts;
}

/** What the file changes; an operator's word stands, and what the file no longer has is retired. */
function editionsOf(shipped: readonly Concept[], stored: readonly StoredConcept[]) {
  const byId = new Map(stored.map((one) => [one.concept.id, one]));
  const editions = shipped.flatMap((concept): ConceptEdition[] => {
    const before = byId.get(concept.id);
    if (before === undefined) return [{ concept, version: 1, isRetired: false, isEdited: false }];
    const isSame = !before.isRetired && isSameContent(before.concept, concept);
    if (before.isEdited || isSame) return [];
    return [{ concept, version: before.version + 1, isRetired: false, isEdited: false }];
  });
  const ids = new Set(shipped.map(({ id }) => id));
  const gone = stored
    .filter(({ concept, isEdited, isRetired }) => !ids.has(concept.id) && !isEdited && !isRetired)
    .map(({ concept, version }) => ({
      concept,
      version: version + 1,
      isRetired: true,
      isEdited: false,
    }));
  return [...editions, ...gone];
}

/**
 * Brings the shipped dictionary of search into the database, as far as nobody edited it. Quick where the
 * file is the one that was brought in last.
 */
export async function loadConcepts(
  deps: Pick<Deps, 'db' | 'random' | 'metrics' | 'wakeWorker' | 'clock'>,
): Promise<void> {
  const shippedHash = hashOfDataFile(FILE);
  if ((await readShippedHash(deps.db)) === shippedHash) return;
  const shipped = readShipped();
  await inTransaction(deps, async (trx) => {
    const before = await lockDictionary(trx);
    if (before.shippedHash === shippedHash) return;
    const editions = editionsOf(shipped, await findConcepts(trx));
    const version = before.version + (editions.length === 0 ? 0 : 1);
    await writeConcepts(trx, editions, {
      dictionaryVersion: version,
      at: deps.clock.now(),
      by: null,
      why: '',
    });
    await writeDictionaryState(trx, { version, shippedHash });
    if (editions.length === 0) return;
    await emit(deps, trx, { topic: 'dictionary.changed', payload: { version } });
  });
}
