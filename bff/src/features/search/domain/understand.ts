import { HOW_WEIGHT, type Match, type Sense } from './lexicon.ts';
import { mend } from './mend.ts';
import { readModels } from './read-models.ts';
import { readSlots, type Slots } from './slots.ts';
import { withoutStopWords } from './stop-words.ts';
import type { Purpose } from './purposes.ts';
import type { Vocabulary } from './vocabulary.ts';
import { folded, type Unit, unitsOf, wordsOnly } from './words.ts';

/** How words were come by: as they stand, as a model's name, in pinyin, by initials, mended, or guessed. */
export type Way = 'word' | 'model' | 'pinyin' | 'initials' | 'mended' | 'purpose';

/** How far each way of reading is trusted. */
export const WAY_TRUST: Readonly<Record<Way, number>> = {
  word: 1,
  model: 1,
  pinyin: 0.95,
  initials: 0.8,
  mended: 0.85,
  purpose: 1,
};

/** Units of a text that mean something, with what they may mean. */
export interface Found extends Match {
  way: Way;
}

export interface Reading {
  kind: Sense['kind'];
  id: string;
  /** As it was typed. */
  text: string;
  way: Way;
  weight: number;
}

export interface Understanding {
  /** Kinds of instruments, best first, with weights up to 1. */
  concepts: readonly { id: string; weight: number }[];
  cities: readonly string[];
  units: readonly string[];
  makers: readonly string[];
  /** Keys of models. */
  models: readonly string[];
  slots: Slots;
  /** What was understood, in the order it was typed. */
  readings: readonly Reading[];
  /** Words that were not, in their plain form. */
  rest: string;
  /** The whole question in its plain form, without its slots. */
  text: string;
  /** How surely the kind was understood: 0 to 1. */
  confidence: number;
}

const LONGEST = 200;

/** How much of the catalogue is of a kind: 0 to 1, 1 for the most frequent. */
export type Popularity = (conceptId: string) => number;

interface Weighted {
  weight: number;
  sense: Sense;
}

/**
 * Senses of one word. A lesser way of meaning something counts less where there is a better one, and a
 * kind less that there is less of.
 */
function weigh({ senses, way }: Found, popularity: Popularity): Weighted[] {
  const best = Math.max(...senses.map(({ how }) => HOW_WEIGHT[how]));
  const usual = Math.max(...senses.map(({ id }) => popularity(id)), 0.01);
  return senses.map((sense) => {
    const own =
      HOW_WEIGHT[sense.how] *
      (sense.kind === 'concept' ? 0.7 + (0.3 * popularity(sense.id)) / usual : 1);
    return { sense, weight: own * (HOW_WEIGHT[sense.how] < best ? 0.8 : 1) * WAY_TRUST[way] };
  });
}

const isOnly = (how: Sense['how']) => (found: Found) =>
  found.senses.every((sense) => sense.kind === 'concept' && sense.how === how);
const isOfFamily = isOnly('family');
const isOfPurpose = isOnly('purpose');
const isOfConcepts = ({ senses }: Found) => senses.some(({ kind }) => kind === 'concept');

/** The text with the units of some words blanked out. */
function without(text: string, units: readonly Unit[], all: readonly Found[]): string {
  let rest = text;
  for (const { from, to } of all) {
    for (const { at, raw } of units.slice(from, to)) {
      rest = rest.slice(0, at) + ' '.repeat(raw.length) + rest.slice(at + raw.length);
    }
  }
  return rest;
}

/** The sentence a kind is guessed from: mended, without places and makers, without words that name nothing. */
function sentenceOf(text: string, units: readonly Unit[], others: readonly Found[]): string {
  const kept = units.filter((_, at) => !others.some(({ from, to }) => at >= from && at < to));
  const said = kept
    .map(({ text: word, raw, isHan }) => (isHan ? raw : ` ${word === raw ? raw : word} `))
    .join('');
  return withoutStopWords(said);
}

/**
 * A kind whose own words explain the whole question is meant rather than one that explains a part of it:
 * a "real time PCR" is more than a PCR.
 */
function addBetter(concepts: Map<string, number>, guessed: readonly Purpose[]): void {
  const named = guessed.find(({ id }) => concepts.has(id));
  const best = Math.max(...concepts.values());
  for (const { id, score, explained } of guessed) {
    const isBetter =
      named === undefined
        ? explained > 0.8
        : score > named.score && explained > named.explained + 0.2;
    if (!isBetter || concepts.has(id)) continue;
    concepts.set(id, best);
    for (const [other, weight] of concepts) if (other !== id) concepts.set(other, weight * 0.9);
    return;
  }
}

const MOST_GUESSES = 8;
/** How much more likely a kind is meant that the catalogue is full of. */
const POPULAR = 0.35;

/** Kinds guessed from what a sentence wants to know; those of the family it names come first. */
function guess(
  vocabulary: Vocabulary,
  popularity: Popularity,
  sentence: string,
  said: readonly Found[],
): { concepts: Map<string, number>; confidence: number; all: readonly Purpose[] } {
  const guessed = vocabulary.purposes
    .find(sentence, 60)
    .map((one) => ({ ...one, score: one.score * (1 + POPULAR * popularity(one.id)) }))
    .sort((a, b) => b.score - a.score);
  const top = guessed[0];
  const concepts = new Map<string, number>();
  const family = new Set(said.filter(isOfFamily).flatMap((one) => one.senses.map(({ id }) => id)));
  const exact = new Set(said.filter(isOfPurpose).flatMap((one) => one.senses.map(({ id }) => id)));
  const weightOf = (id: string, share: number) => {
    if (family.size > 0) return family.has(id) ? 0.45 + 0.45 * share : 0.35 * share;
    return exact.has(id) ? Math.max(0.7, 0.85 * share) : 0.8 * share ** 1.5;
  };
  for (const { id, score } of guessed) concepts.set(id, weightOf(id, score / (top?.score ?? 1)));
  for (const id of [...family, ...exact]) {
    if (!concepts.has(id)) concepts.set(id, weightOf(id, 0));
  }
  const kin = new Set(vocabulary.kin.get(top?.id ?? '')?.map(({ id }) => id));
  const rival = guessed.find(({ id }) => id !== top?.id && !kin.has(id));
  const lead = top === undefined ? 0 : 1 - (rival?.score ?? 0) / top.score;
  const sure = top === undefined ? 0 : 0.1 + 0.55 * top.explained + 0.5 * lead;
  const confidence = Math.min(
    0.85,
    Math.max(sure, exact.size > 0 ? 0.7 : family.size > 0 ? 0.45 : 0),
  );
  return { concepts, confidence, all: guessed };
}

function strongest(concepts: ReadonlyMap<string, number>, most: number) {
  const sorted = [...concepts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const top = sorted[0]?.[1] ?? 0;
  return sorted
    .filter(([, weight]) => weight >= top * 0.5)
    .slice(0, most)
    .map(([id, weight]) => ({ id, weight: Math.round(weight * 1000) / 1000 }));
}

/** Reads a question: pure, and the same question reads the same in the same vocabulary at one instant. */
export function understand(
  vocabulary: Vocabulary,
  popularity: Popularity,
  typed: string,
  now: Date,
  zone: string,
): Understanding {
  const { text: whole, typedAt } = folded(typed.slice(0, LONGEST), vocabulary.language.simplify);
  const { slots, rest: worded } = readSlots(whole, now, zone);
  const text = wordsOnly(worded);
  const units = unitsOf(text);
  const words = vocabulary.lexicon.read(units).map((match): Found => ({ ...match, way: 'word' }));
  const { found: withModels, models } = readModels(vocabulary, units, words);
  const { found, mended } = mend(vocabulary, units, withModels);

  const named = found.filter((one) => isOfConcepts(one) && !isOfFamily(one) && !isOfPurpose(one));
  const said = found.filter((one) => isOfFamily(one) || isOfPurpose(one));
  const others = found.filter((one) => !isOfConcepts(one));
  const concepts = new Map<string, number>();
  for (const { sense, weight } of named.flatMap((one) => weigh(one, popularity))) {
    if (sense.kind !== 'concept') continue;
    concepts.set(sense.id, Math.max(concepts.get(sense.id) ?? 0, weight));
  }
  let confidence = Math.max(0, ...concepts.values());
  const about = sentenceOf(text, mended, others);
  const left = withoutStopWords(without(text, units, [...others, ...named])).trim();
  if (left !== '') {
    const guessed = guess(vocabulary, popularity, about, said);
    if (concepts.size === 0) {
      confidence = guessed.confidence;
      for (const [id, weight] of guessed.concepts) concepts.set(id, weight);
    } else addBetter(concepts, guessed.all);
  }
  for (const [id, weight] of concepts) concepts.set(id, weight * (0.9 + 0.1 * popularity(id)));
  const ids = (kind: Sense['kind']) => [
    ...new Set(found.flatMap(({ senses }) => senses.flatMap((s) => (s.kind === kind ? s.id : [])))),
  ];
  const typedFrom = ({ from, to }: Found) => {
    const [first, last] = [units[from], units[to - 1]];
    return typed.slice(
      typedAt[first?.at ?? 0],
      typedAt[(last?.at ?? 0) + (last?.raw.length ?? 0)] ?? typed.length,
    );
  };
  return {
    concepts: strongest(concepts, MOST_GUESSES),
    cities: ids('city'),
    units: ids('unit'),
    makers: ids('maker'),
    models,
    slots,
    readings: found.flatMap((one) =>
      weigh(one, popularity)
        .sort((a, b) => b.weight - a.weight)
        .slice(0, 1)
        .map(({ sense, weight }) => ({
          kind: sense.kind,
          id: sense.id,
          text: typedFrom(one),
          way: one.way,
          weight,
        })),
    ),
    rest: withoutStopWords(without(text, units, found)).trim(),
    text,
    confidence,
  };
}
