import type { Accumulator } from './accumulator.ts';
import { textFeatures } from './index-rows.ts';
import type { Postings } from './postings.ts';
import type { Matches } from './rank.ts';
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
export const LEAST = 0.25;

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

/** Room for what is counted up, kept from one question to the next. */
export interface Scores {
  kinds: Accumulator;
  texts: Accumulator;
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

function scoreText(index: Scored, words: string, isHead: boolean, { kinds, texts }: Scores): void {
  texts.begin(index.size);
  for (const feature of new Set(textFeatures(words))) {
    // A letter alone is the rest of a model, and in the names of too many others.
    if (/^[a-z]$/.test(feature)) continue;
    const count = index.text.countOf(feature);
    if (count === 0) continue;
    const rarity = Math.log(1 + (index.size - count + 0.5) / (count + 0.5));
    index.text.each(feature, (doc, weight) => {
      // Beside a kind, words only tell apart what is of that kind.
      if (!isHead && kinds.get(doc) === 0) return;
      const norm = K1 * (1 - B + (B * index.lengthOf(doc)) / index.meanLength);
      texts.add(doc, (rarity * weight * (K1 + 1)) / (weight + norm));
    });
  }
  const most = isHead ? TEXT_ALONE : TEXT;
  const docs = texts.docs();
  for (let at = 0; at < docs.length; at += 1) {
    const doc = docs[at] ?? 0;
    const sum = texts.get(doc);
    kinds.add(doc, (most * sum) / (sum + HALF_OF_TEXT));
  }
}

function scoreKinds(index: Scored, asked: Understanding, kin: Kin, scores: Accumulator): void {
  for (const [id, worth] of withRelated(asked.concepts, kin)) {
    const most = KIND * worth;
    index.tags.each(id, (doc, weight) => {
      scores.raise(doc, most * weight, SECOND_KIND);
    });
  }
  for (const key of asked.models)
    index.models.each(key, (doc) => {
      scores.add(doc, MODEL);
    });
}

/** The numbers of all documents. */
export const everyDoc = (size: number): Uint32Array => {
  const docs = new Uint32Array(size);
  for (let doc = 0; doc < size; doc += 1) docs[doc] = doc;
  return docs;
};

function worthOfPlaces(named: readonly NamedIn[], doc: number): number {
  let sum = 0;
  for (const { kind, holds } of named) if (holds(doc)) sum += kind === 'maker' ? MAKER : PLACE;
  return sum;
}

/** What is in the places and by the makers that were named, where no kind was. */
function scorePlaces(
  index: Scored,
  named: readonly NamedIn[],
  isMatch: (doc: number) => boolean,
): Matches {
  const isThere = (doc: number) => named.every(({ holds }) => holds(doc)) && isMatch(doc);
  const docs = named.length === 0 ? new Uint32Array(0) : everyDoc(index.size).filter(isThere);
  return { docs, scores: Float32Array.from(docs, (doc) => PLACE + index.priorOf(doc)) };
}

/** Those that pass and are worth enough beside the best, each with all that speaks for it. */
function collect(
  index: Scored,
  kinds: Accumulator,
  named: readonly NamedIn[],
  isMatch: (doc: number) => boolean,
): Matches {
  const docs = kinds.docs();
  const [found, scores] = [new Uint32Array(docs.length), new Float32Array(docs.length)];
  let top = 0;
  for (let at = 0; at < docs.length; at += 1) top = Math.max(top, kinds.get(docs[at] ?? 0));
  const least = LEAST * top;
  const whole = Math.min(top, KIND);
  let count = 0;
  for (let at = 0; at < docs.length; at += 1) {
    const doc = docs[at] ?? 0;
    const own = kinds.get(doc);
    if (own < least || !isMatch(doc)) continue;
    let worth = own + index.priorOf(doc);
    if (named.length > 0) {
      // Near by but of another kind is no answer: what is near counts as much as the kind fits.
      worth += worthOfPlaces(named, doc) * Math.min(1, own / whole) ** 2;
    }
    found[count] = doc;
    scores[count] = worth;
    count += 1;
  }
  return { docs: found.subarray(0, count), scores: scores.subarray(0, count) };
}

/**
 * What every instrument is worth to a question, for those that it is worth anything to. A place or a maker
 * alone finds what is there; beside a kind it only puts what is there first.
 */
export function score(
  index: Scored,
  asked: Understanding,
  named: readonly NamedIn[],
  kin: Kin,
  isMatch: (doc: number) => boolean,
  scores: Scores,
): Matches {
  const { kinds } = scores;
  kinds.begin(index.size);
  scoreKinds(index, asked, kin, kinds);
  const isSure = asked.confidence >= UNSURE && kinds.docs().length > 0;
  if (asked.rest !== '') scoreText(index, asked.rest, !isSure, scores);
  return kinds.docs().length === 0
    ? scorePlaces(index, named, isMatch)
    : collect(index, kinds, named, isMatch);
}
