import type { Understanding } from './understand.ts';

export type Kinds = readonly { id: string; weight: number }[];

/** What people taught is a guess, never as sure as a word of the dictionary. */
const SUREST = 0.8;
const CONFIDENCE = 0.45;
/** Surer guesses are left to the dictionary. */
const UNSURE = 0.5;

/** Whether a question's words mean nothing yet: no kind, no place, no maker, no price, no time. */
export const isUnknown = ({ readings, slots, confidence }: Understanding): boolean =>
  readings.length === 0 && slots.said.length === 0 && confidence < UNSURE;

/** What words have come to mean, by how many people opened each kind for them. */
export function learnedOf(
  counts: readonly { words: string; conceptId: string; people: number }[],
): ReadonlyMap<string, Kinds> {
  const most = new Map<string, number>();
  for (const { words, people } of counts) most.set(words, Math.max(most.get(words) ?? 0, people));
  const learned = new Map<string, { id: string; weight: number }[]>();
  for (const { words, conceptId, people } of counts) {
    const kinds = learned.get(words) ?? [];
    kinds.push({ id: conceptId, weight: SUREST * (people / (most.get(words) ?? 1)) });
    learned.set(words, kinds);
  }
  for (const kinds of learned.values()) kinds.sort((a, b) => b.weight - a.weight);
  return learned;
}

/** The question with the kinds that people have opened for its words, where nothing else says what they mean. */
export function withLearned(
  asked: Understanding,
  learned: ReadonlyMap<string, Kinds>,
): Understanding {
  const concepts = isUnknown(asked) ? learned.get(asked.text.trim()) : undefined;
  return concepts === undefined ? asked : { ...asked, concepts, confidence: CONFIDENCE };
}
