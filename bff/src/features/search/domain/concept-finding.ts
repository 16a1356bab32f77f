import type { Concept } from './concept.ts';
import { NAMES } from './concept-changes.ts';
import { compact } from './normalise.ts';

/** A concept's words in the one form in which they are compared. */
export interface ConceptWords {
  names: readonly string[];
  purposes: readonly string[];
  classCodes: readonly string[];
}

export const conceptWords = (concept: Concept): ConceptWords => ({
  names: [concept.id, ...NAMES.flatMap((field) => concept[field])].map(compact),
  purposes: concept.purposes.map(compact),
  classCodes: concept.classCodes,
});

const LEAST_SHARE = 0.3;

const pairsOf = (text: string): string[] =>
  Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2));

/** How much of what is wanted a term has, by pairs of characters: 头发重金属检测 and 测头发重金属 have most. */
const shareOf = (term: string, wanted: readonly string[]): number =>
  wanted.filter((pair) => term.includes(pair)).length / wanted.length;

/** How well a concept answers what an editor looks for: 0 is best, null not at all. */
export function rankOf(words: ConceptWords, wanted: string): number | null {
  const { names, purposes, classCodes } = words;
  if (wanted === '' || names.includes(wanted)) return 0;
  if (names.some((name) => name.startsWith(wanted))) return 1;
  if (names.some((name) => name.includes(wanted))) return 2;
  if (purposes.some((purpose) => purpose.includes(wanted))) return 3;
  if (classCodes.some((code) => code.startsWith(wanted))) return 4;
  const pairs = pairsOf(wanted);
  if (pairs.length < 2) return null;
  const share = Math.max(...[...names, ...purposes].map((term) => shareOf(term, pairs)));
  return share < LEAST_SHARE ? null : 6 - Math.round(share * 100) / 100;
}
