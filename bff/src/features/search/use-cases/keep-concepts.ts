import { cleanLine } from '@dayi/shared/plain-text';
import type { FieldErrorCode } from '@dayi/shared/problems';
import type { Deps } from '../../../deps.ts';
import { currentIfMatch, versionTag } from '../../../infra/current-request.ts';
import type { Trx } from '../../../infra/database.ts';
import type { IdempotencyKey, StoredAnswer } from '../../../infra/idempotency-keys.ts';
import { inIdempotentTransaction } from '../../../infra/idempotent-transaction.ts';
import { emit } from '../../../infra/outbox.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import type { Actor } from '../../../policy.ts';
import { type FieldError, Problem } from '../../../problem.ts';
import { writeAudit } from '../../audit/index.ts';
import {
  type ConceptEdition,
  findConcept,
  findConcepts,
  findThirdLevelClasses,
  lockDictionary,
  type StoredConcept,
  writeConcepts,
  writeDictionaryState,
} from '../dictionary-repository.ts';
import type { Concept } from '../domain/concept.ts';
import { changesBetween, type ConceptContent, isSameContent } from '../domain/concept-changes.ts';
import { type ConceptFault, judgeConcept } from '../domain/concept-rows.ts';
import { viewConcept } from './read-concepts.ts';

type Edit = ConceptContent & { why: string };

const FIELD_CODES: Readonly<Record<ConceptFault['code'], FieldErrorCode>> = {
  bad_id: 'field.bad_format',
  duplicate_id: 'field.duplicate',
  empty: 'field.required',
  too_many: 'field.too_big',
  too_long: 'field.too_big',
  control_characters: 'field.control_characters',
  separator: 'field.separator',
  no_letters: 'field.no_letters',
  duplicate: 'field.duplicate',
  unknown_class: 'field.unknown_class',
  unknown_concept: 'field.unknown_concept',
  itself: 'field.itself',
  weight_out_of_range: 'field.out_of_range',
};

const fieldErrorOf = ({ field, at, code, limit }: ConceptFault): FieldError => ({
  path: ['body', field, ...(at === null ? [] : [String(at)])].join('.'),
  code: FIELD_CODES[code],
  ...(limit === undefined ? {} : { values: { limit } }),
});

/** @throws Problem `request.invalid` with everything that is wrong */
async function requireSound(trx: Trx, concept: Concept): Promise<void> {
  const classCodes = new Set((await findThirdLevelClasses(trx)).keys());
  const conceptIds = new Set((await findConcepts(trx)).map((one) => one.concept.id));
  const faults = judgeConcept(concept, { classCodes, conceptIds });
  if (faults.length > 0) throw new Problem('request.invalid', { fields: faults.map(fieldErrorOf) });
}

/** Writes one edition as the next version of the dictionary, and what it changed into the trail. */
async function publish(
  deps: Deps,
  trx: Trx,
  actor: Actor,
  step: { edition: ConceptEdition; before: Concept | null; action: string; why: string },
): Promise<void> {
  const { edition, before, action } = step;
  const { id } = edition.concept;
  const version = (await lockDictionary(trx)).version + 1;
  const why = cleanLine(step.why);
  await writeConcepts(trx, [edition], {
    dictionaryVersion: version,
    at: deps.clock.now(),
    by: actor.userId,
    why,
  });
  await writeDictionaryState(trx, { version });
  await writeAudit(deps, trx, {
    actorId: actor.userId,
    action: `concept.${action}`,
    objectKind: 'concept',
    objectId: id,
    detail: {
      version: edition.version,
      why,
      changes: changesBetween(before, edition.concept),
    },
  });
  await emit(deps, trx, { topic: 'dictionary.changed', payload: { version, conceptId: id } });
}

/** @throws Problem `concept.not_found`, `request.stale` */
async function readForChange(trx: Trx, id: string): Promise<StoredConcept> {
  await lockDictionary(trx);
  const stored = await findConcept(trx, id);
  if (stored === undefined) throw new Problem('concept.not_found');
  const seen = currentIfMatch();
  if (seen !== null && seen !== versionTag(stored.version)) throw new Problem('request.stale');
  return stored;
}

/** @throws Problem `concept.id_taken`, also by a retired one; `request.invalid` */
export async function createConcept(
  deps: Deps,
  actor: Actor,
  key: IdempotencyKey,
  { why, ...concept }: Edit & { id: string },
): Promise<StoredAnswer> {
  return await inIdempotentTransaction(deps, key, async (trx) => {
    await lockDictionary(trx);
    if ((await findConcept(trx, concept.id)) !== undefined) throw new Problem('concept.id_taken');
    await requireSound(trx, concept);
    const edition = { concept, version: 1, isRetired: false, isEdited: true };
    await publish(deps, trx, actor, { edition, before: null, action: 'created', why });
    return { status: 201, body: await viewConcept(trx, concept.id) };
  });
}

/**
 * Sets what a kind is called and serves for; a retired one comes back. What is so already stays.
 * @throws Problem `concept.not_found`, `request.stale`, `request.invalid`
 */
export async function setConcept(deps: Deps, actor: Actor, id: string, edit: Edit) {
  const { why, ...content } = edit;
  return await inTransaction(deps, async (trx) => {
    const before = await readForChange(trx, id);
    const concept = { id, ...content };
    if (before.isRetired || !isSameContent(before.concept, concept)) {
      await requireSound(trx, concept);
      await publish(deps, trx, actor, {
        edition: { concept, version: before.version + 1, isRetired: false, isEdited: true },
        before: before.concept,
        action: before.isRetired ? 'restored' : 'set',
        why,
      });
    }
    return await viewConcept(trx, id);
  });
}

/** Takes a kind out of search. @throws Problem `concept.not_found`, `request.stale` */
export async function retireConcept(deps: Deps, actor: Actor, id: string, why: string) {
  return await inTransaction(deps, async (trx) => {
    const { concept, version, isRetired } = await readForChange(trx, id);
    if (!isRetired) {
      await publish(deps, trx, actor, {
        edition: { concept, version: version + 1, isRetired: true, isEdited: true },
        before: concept,
        action: 'retired',
        why,
      });
    }
    return await viewConcept(trx, id);
  });
}
