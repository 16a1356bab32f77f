import { z } from 'zod';
import { CONCEPT_LIMITS as LIMITS } from '../concept-limits.ts';
import { Count, Id, Instant, LocalDate, pageOf, pageQuery } from '../primitives.ts';
import type { Contract } from './contract.ts';

const Terms = z.array(z.string().trim().max(LIMITS.term));

const content = {
  /** National class codes of the third level, the usual one first. */
  classCodes: z.array(z.string().max(6)).max(LIMITS.classCodes),
  zh: Terms.max(LIMITS.zh),
  en: Terms.max(LIMITS.en),
  abbreviations: Terms.max(LIMITS.abbreviations),
  nicknames: Terms.max(LIMITS.nicknames),
  /** What is measured, on what, for what, in plain words. */
  purposes: Terms.max(LIMITS.purposes),
  /** Other kinds that may serve as well; the weight is above 0 and at most 1. */
  related: z
    .array(z.strictObject({ id: z.string().max(LIMITS.id), weight: z.number() }))
    .max(LIMITS.related),
};

const edit = {
  ...content,
  /** Why, for whoever reads the history. */
  why: z.string().max(200).default(''),
};

const Named = z.object({ id: z.string(), zh: z.string(), en: z.string().nullable() });
const Person = z.object({ id: Id, name: z.string() }).nullable();

const ConceptVersion = z.object({
  version: z.int().min(1),
  at: Instant,
  /** Null where it came with the product. */
  by: Person,
  why: z.string(),
  isRetired: z.boolean(),
  changes: z.array(
    z.object({ field: z.string(), added: z.array(z.string()), removed: z.array(z.string()) }),
  ),
});

const Concept = z.object({
  id: z.string(),
  ...content,
  classes: z.array(z.object({ code: z.string(), name: z.string() })),
  relatedNames: z.array(Named),
  /** Names that name other kinds too; search then offers all of them. */
  alsoMeans: z.array(z.object({ term: z.string(), concepts: z.array(Named) })),
  isRetired: z.boolean(),
  /** False as long as it is as the product ships it. */
  isEdited: z.boolean(),
  updatedAt: Instant,
  updatedBy: Person,
  /** Grows with every change; also the `ETag`, which `If-Match` may ask for. */
  version: z.int().min(1),
  /** The latest 50, newest first. */
  versions: z.array(ConceptVersion),
});

const conceptParams = z.strictObject({ id: z.string().max(LIMITS.id) });

const Miss = z.object({
  words: z.string(),
  /** As someone typed it last; empty where only the shape of the words is kept. */
  example: z.string(),
  /** How search read it last; empty where it read nothing. */
  readAs: z.string(),
  times: z.int().min(1),
  lastAt: Instant,
});

const Wish = z.object({
  id: Id,
  /** What was searched for. */
  q: z.string(),
  words: z.string(),
  madeAt: Instant,
  by: Person,
  state: z.enum(['open', 'done']),
  answer: z.string().nullable(),
  answeredAt: Instant.nullable(),
});

export const dictionaryContracts = {
  listConcepts: {
    summary:
      'The kinds of instruments that search knows; `q` looks in names, nicknames and purposes',
    query: z.strictObject({
      ...pageQuery,
      q: z.string().trim().max(100).default(''),
      classCode: z.string().max(6).optional(),
    }),
    responses: {
      200: pageOf(
        Named.extend({
          classCodes: z.array(z.string()),
          isRetired: z.boolean(),
          isEdited: z.boolean(),
          version: z.int().min(1),
        }),
      ),
    },
    problems: ['request.cursor_invalid'],
  },
  getConcept: {
    summary: 'A kind of instruments with all that search knows of it, and its history',
    params: conceptParams,
    responses: { 200: Concept },
    problems: ['concept.not_found'],
  },
  createConcept: {
    summary: 'Add a kind of instruments to the dictionary',
    idempotent: true,
    body: z.strictObject({ id: z.string().trim().max(LIMITS.id), ...edit }),
    responses: { 201: Concept },
    problems: ['concept.id_taken'],
  },
  setConcept: {
    summary: 'Set what search knows of a kind, as a new version; a retired one comes back',
    params: conceptParams,
    body: z.strictObject(edit),
    responses: { 200: Concept },
    problems: ['concept.not_found', 'request.stale'],
  },
  retireConcept: {
    summary: 'Take a kind out of search; setting it brings it back',
    params: conceptParams,
    body: z.strictObject({ why: edit.why }),
    responses: { 200: Concept },
    problems: ['concept.not_found', 'request.stale'],
  },
  listMisses: {
    summary:
      'Searches that found nothing, the most frequent first; of the last 30 days unless told',
    query: z.strictObject({ ...pageQuery, from: LocalDate.optional(), to: LocalDate.optional() }),
    responses: { 200: pageOf(Miss).extend({ from: LocalDate, to: LocalDate }) },
    problems: ['request.cursor_invalid', 'calendar.range_invalid'],
  },
  makeWish: {
    summary: 'Say what I looked for and did not find',
    idempotent: true,
    body: z.strictObject({
      q: z.string().max(200).default(''),
      /** 1 to 500 characters, as people count them. */
      words: z.string().min(1).max(2_000),
    }),
    responses: { 201: Wish },
    problems: ['wish.too_many'],
  },
  listWishes: {
    summary: 'What people wish to find: open ones by age, answered ones the latest first',
    query: z.strictObject({ ...pageQuery, state: z.enum(['open', 'done']).default('open') }),
    responses: { 200: pageOf(Wish).extend({ open: Count }) },
    problems: ['request.cursor_invalid'],
  },
  answerWish: {
    summary: 'Answer a wish; who made it gets a notice',
    idempotent: true,
    params: z.strictObject({ id: Id }),
    body: z.strictObject({ answer: z.string().min(1).max(2_000) }),
    responses: { 200: Wish },
    problems: ['wish.not_found', 'wish.answered'],
  },
} satisfies Record<string, Contract>;
