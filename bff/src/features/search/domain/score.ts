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
const SECOND_KIND = 0.15;

const K1 = 1.2;
const B = 0.4;

/** What is scored: every instrument by its number. */
export interface Scored {
  size: number;
  tags: Postings;
  models: Postings;
  text: Postings;
  lengths: Uint16Array;
  meanLength: number;
  cityOf: (doc: number) => string;
  unitOf: (doc: number) => string;
  makerOf: (doc: number) => string;
  /** 0 to 1: its rating, whether it is open, how soon it is free. */
  priorOf: (doc: number) => number;
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

function scoreText(index: Scored, words: string, add: (doc: number, score: number) => void): void {
  const sums = new Map<number, number>();
  for (const feature of new Set(textFeatures(words))) {
    const count = index.text.countOf(feature);
    if (count === 0) continue;
    const rarity = Math.log(1 + (index.size - count + 0.5) / (count + 0.5));
    index.text.each(feature, (doc, weight) => {
      const norm = K1 * (1 - B + (B * (index.lengths[doc] ?? 0)) / index.meanLength);
      sums.set(doc, (sums.get(doc) ?? 0) + (rarity * weight * (K1 + 1)) / (weight + norm));
    });
  }
  for (const [doc, sum] of sums) add(doc, (TEXT * sum) / (sum + HALF_OF_TEXT));
}

/**
 * What every instrument is worth to a question, for those that it is worth anything to. A place or a maker
 * alone finds what is there; beside a kind it only puts what is there first.
 */
export function score(
  index: Scored,
  asked: Understanding,
  kin: Kin,
): Map<number, number> {
  const scores = new Map<number, number>();
  const best = new Map<number, number>();
  for (const [id, worth] of withRelated(asked.concepts, kin)) {
    index.tags.each(id, (doc, weight) => {
      const found = KIND * worth * weight;
      const before = best.get(doc) ?? 0;
      best.set(doc, Math.max(before, found) + SECOND_KIND * Math.min(before, found));
    });
  }
  for (const [doc, found] of best) scores.set(doc, found);
  for (const key of asked.models) {
    index.models.each(key, (doc) => scores.set(doc, (scores.get(doc) ?? 0) + MODEL));
  }
  const hasHead = scores.size > 0;
  const words = asked.rest === '' && hasHead ? '' : asked.rest;
  if (words !== '') {
    scoreText(index, words, (doc, worth) => {
      const before = scores.get(doc);
      if (before !== undefined || !hasHead) scores.set(doc, (before ?? 0) + worth);
    });
  }
  const { cities, units, makers } = asked;
  const isPlaceOnly = scores.size === 0 && words === '';
  if (isPlaceOnly) for (let doc = 0; doc < index.size; doc += 1) scores.set(doc, 0);
  // Near by but of another kind is no answer: what is near counts as much as the kind fits.
  const top = Math.max(...scores.values(), 1);
  for (const [doc, worth] of scores) {
    const fit = isPlaceOnly ? 1 : Math.min(1, worth / Math.min(top, KIND));
    let sum = worth;
    if (cities.length > 0 && cities.includes(index.cityOf(doc))) sum += PLACE * fit;
    if (units.length > 0 && units.includes(index.unitOf(doc))) sum += PLACE * fit;
    if (makers.length > 0 && makers.includes(index.makerOf(doc))) sum += MAKER * fit;
    if (isPlaceOnly && sum === 0) scores.delete(doc);
    else scores.set(doc, sum + index.priorOf(doc));
  }
  return scores;
}
