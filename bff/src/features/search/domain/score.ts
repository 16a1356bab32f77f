import type { Accumulator } from './accumulator.ts';
import { textFeatures } from './index-rows.ts';
import type { Postings } from './postings.ts';
import type { Understanding } from './understand.ts';

/** What each kind of evidence is worth. Rare words never make a kind worth more: no IDF on kinds. */
const KIND = 10;
const MODEL = 12;
const PLACE = 8;
const MAKER = 5;
const TEXT = 4;
const HALF_OF_TEXT = 12;
/** Where the kind is a guess, what an instrument says of itself counts as much as the guess. */
const TEXT_ALONE = 10;
const UNSURE = 0.5;
const SECOND_KIND = 0.02;
/** What is worth less than this share of the best is no answer. */
const LEAST = 0.25;

const K1 = 1.2;
const B = 0.4;

/** What is scored: every instrument by its number. */
export interface Scored {
  size: number;
  tags: Postings;
  models: Postings;
  text: Postings;
  lengthOf: (doc: number) => number;
  meanLength: number;
  /** 0 to 1: its rating, whether it is open, how soon it is free. */
  priorOf: (doc: number) => number;
}

/** A place or maker that was named, and which documents are there or made by it. */
export interface NamedIn {
  kind: 'city' | 'unit' | 'maker';
  holds: (doc: number) => boolean;
}

/** Kinds that serve instead of a kind, each with how well: 0 to 1. */
export type Kin = (conceptId: string) => readonly { id: string; weight: number }[];

/** The kinds a question means and those that may serve as well, each with what it is worth. */
export function withRelated(asked: Understanding['concepts'], kin: Kin): Map<string, number> {
  const wanted = new Map<string, number>();
  const raise = (id: string, weight: number) => {
    if (weight > (wanted.get(id) ?? 0)) wanted.set(id, weight);
  };
  for (const { id, weight } of asked) {
    raise(id, weight);
    for (const other of kin(id)) raise(other.id, weight * other.weight);
  }
  return wanted;
}

/** What an instrument is worth that is of the very kind or model asked for; 0 where neither is sure. */
export function worthOfKind({ concepts, models, confidence }: Understanding): number {
  if (models.length > 0) return MODEL;
  return confidence < UNSURE ? 0 : KIND * (concepts[0]?.weight ?? 0);
}

/** How many instruments a kind's own name finds: those of the kind and of what serves instead of it. */
export function countFound(tags: Postings, kin: Kin, conceptId: string): number {
  const worths = new Map<number, number>();
  let top = 0;
  for (const { id, weight: worth } of [{ id: conceptId, weight: 1 }, ...kin(conceptId)]) {
    tags.each(id, (doc, weight) => {
      const own = Math.max(worths.get(doc) ?? 0, worth * weight);
      worths.set(doc, own);
      top = Math.max(top, own);
    });
  }
  let count = 0;
  for (const worth of worths.values()) if (worth >= LEAST * top) count += 1;
  return count;
}

function scoreText(index: Scored, words: string, isHead: boolean, scores: Accumulator): void {
  const sums = new Map<number, number>();
  for (const feature of new Set(textFeatures(words))) {
    const count = index.text.countOf(feature);
    if (count === 0) continue;
    const rarity = Math.log(1 + (index.size - count + 0.5) / (count + 0.5));
    index.text.each(feature, (doc, weight) => {
      // Beside a kind, words only tell apart what is of that kind.
      if (!isHead && scores.get(doc) === 0) return;
      const norm = K1 * (1 - B + (B * index.lengthOf(doc)) / index.meanLength);
      sums.set(doc, (sums.get(doc) ?? 0) + (rarity * weight * (K1 + 1)) / (weight + norm));
    });
  }
  const most = isHead ? TEXT_ALONE : TEXT;
  for (const [doc, sum] of sums) scores.add(doc, (most * sum) / (sum + HALF_OF_TEXT));
}

function scoreKinds(index: Scored, asked: Understanding, kin: Kin, scores: Accumulator): void {
  for (const [id, worth] of withRelated(asked.concepts, kin)) {
    index.tags.each(id, (doc, weight) => {
      const found = KIND * worth * weight;
      const before = scores.get(doc);
      scores.set(doc, Math.max(before, found) + SECOND_KIND * Math.min(before, found));
    });
  }
  for (const key of asked.models)
    index.models.each(key, (doc) => {
      scores.add(doc, MODEL);
    });
}

/**
 * What every instrument is worth to a question, for those that it is worth anything to. A place or a maker
 * alone finds what is there; beside a kind it only puts what is there first.
 * @returns the numbers of those that answer it; what they are worth is in `scores`
 */
export function score(
  index: Scored,
  asked: Understanding,
  named: readonly NamedIn[],
  kin: Kin,
  scores: Accumulator,
): number[] {
  scores.begin(index.size);
  scoreKinds(index, asked, kin, scores);
  const isSure = asked.confidence >= UNSURE && scores.docs().length > 0;
  if (asked.rest !== '') scoreText(index, asked.rest, !isSure, scores);
  const isHead = scores.docs().length > 0;
  if (!isHead) {
    if (named.length === 0) return [];
    for (let doc = 0; doc < index.size; doc += 1) {
      if (named.every(({ holds }) => holds(doc))) scores.set(doc, PLACE + index.priorOf(doc));
    }
    return [...scores.docs()];
  }
  let top = 0;
  for (const doc of scores.docs()) top = Math.max(top, scores.get(doc));
  const found: number[] = [];
  for (const doc of scores.docs()) {
    const own = scores.get(doc);
    if (own < LEAST * top) continue;
    // Near by but of another kind is no answer: what is near counts as much as the kind fits.
    const fit = Math.min(1, own / Math.min(top, KIND)) ** 2;
    let sum = own;
    for (const { kind, holds } of named) {
      if (holds(doc)) sum += (kind === 'maker' ? MAKER : PLACE) * fit;
    }
    scores.set(doc, sum + index.priorOf(doc));
    found.push(doc);
  }
  return found;
}
