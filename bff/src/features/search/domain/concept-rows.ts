import { CONCEPT_LIMITS as LIMITS } from '@dayi/shared/concept-limits';
import { type Concept, WORD_FIELDS } from './concept.ts';

type Field = 'id' | 'classCodes' | (typeof WORD_FIELDS)[number] | 'related';

/** What is wrong with a concept, and where: `at` is the place in the list. */
export interface ConceptFault {
  id: string;
  field: Field;
  at: number | null;
  code:
    | 'bad_id'
    | 'duplicate_id'
    | 'empty'
    | 'too_many'
    | 'too_long'
    | 'control_characters'
    | 'separator'
    | 'no_letters'
    | 'duplicate'
    | 'unknown_class'
    | 'unknown_concept'
    | 'itself'
    | 'weight_out_of_range';
  limit?: number;
}

/** What a concept may name. */
export interface Known {
  classCodes: ReadonlySet<string>;
  conceptIds: ReadonlySet<string>;
}

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const NEEDED: readonly Field[] = ['classCodes', 'zh'];

/** Also half a character and marks that turn the direction of what follows: none has a look of its own. */
const CONTROLS = /[\p{Control}\p{Surrogate}\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/u;

function faultOfTerm(term: string): ConceptFault['code'] | null {
  if (CONTROLS.test(term)) return 'control_characters';
  if (term.trim() === '') return 'empty';
  if (term.length > LIMITS.term) return 'too_long';
  // The files of the dictionary part lists and columns by these.
  if (/[;|]/.test(term)) return 'separator';
  return /[\p{Letter}\p{Number}]/u.test(term) ? null : 'no_letters';
}

const sameTerm = (term: string) => term.normalize('NFKC').toLowerCase();

/** Everything that is wrong with a concept, in the order of its fields. */
export function judgeConcept(concept: Concept, known: Known): ConceptFault[] {
  const faults: ConceptFault[] = [];
  const tell = (field: Field, at: number | null, code: ConceptFault['code'], limit?: number) => {
    faults.push({ id: concept.id, field, at, code, ...(limit === undefined ? {} : { limit }) });
  };
  if (!ID.test(concept.id)) tell('id', null, 'bad_id');
  if (concept.id.length > LIMITS.id) tell('id', null, 'too_long', LIMITS.id);

  const lists = {
    ...concept,
    related: concept.related.map(({ id }) => id),
  };
  for (const field of ['classCodes', ...WORD_FIELDS, 'related'] as const) {
    const list = lists[field];
    if (list.length === 0 && NEEDED.includes(field)) tell(field, null, 'empty');
    if (list.length > LIMITS[field]) tell(field, null, 'too_many', LIMITS[field]);
    const seen = new Set<string>();
    list.forEach((value, at) => {
      if (seen.has(sameTerm(value))) tell(field, at, 'duplicate');
      seen.add(sameTerm(value));
    });
  }
  concept.classCodes.forEach((code, at) => {
    if (!known.classCodes.has(code)) tell('classCodes', at, 'unknown_class');
  });
  for (const field of WORD_FIELDS) {
    concept[field].forEach((term, at) => {
      const code = faultOfTerm(term);
      if (code !== null) tell(field, at, code, code === 'too_long' ? LIMITS.term : undefined);
    });
  }
  concept.related.forEach(({ id, weight }, at) => {
    if (id === concept.id) tell('related', at, 'itself');
    else if (!known.conceptIds.has(id)) tell('related', at, 'unknown_concept');
    if (!(weight > 0 && weight <= 1)) tell('related', at, 'weight_out_of_range');
  });
  return faults;
}

const listOf = (cell: string | undefined): string[] =>
  cell === undefined || cell.trim() === '' ? [] : cell.split(';').map((part) => part.trim());

function conceptOf(row: Readonly<Record<string, string>>): Concept {
  return {
    id: row['id'] ?? '',
    classCodes: listOf(row['classes']),
    zh: listOf(row['zh']),
    en: listOf(row['en']),
    abbreviations: listOf(row['abbreviations']),
    nicknames: listOf(row['nicknames']),
    purposes: listOf(row['purposes']),
    related: listOf(row['related']).map((pair) => {
      const [id = '', weight = ''] = pair.split(':');
      return { id, weight: weight === '' ? NaN : Number(weight) };
    }),
  };
}

/** The concepts of a dictionary file, with all that is wrong in it. */
export function readConceptRows(
  rows: readonly Readonly<Record<string, string>>[],
  classCodes: ReadonlySet<string>,
): { concepts: Concept[]; faults: ConceptFault[] } {
  const concepts = rows.map(conceptOf);
  const known = { classCodes, conceptIds: new Set(concepts.map(({ id }) => id)) };
  const seen = new Set<string>();
  const faults = concepts.flatMap((concept) => {
    const isTwice = seen.has(concept.id);
    seen.add(concept.id);
    const own = judgeConcept(concept, known);
    const twice: ConceptFault = { id: concept.id, field: 'id', at: null, code: 'duplicate_id' };
    return isTwice ? [twice, ...own] : own;
  });
  return { concepts, faults };
}
