import { type Found, isOfKinds, type Popularity, type Way, without } from './found.ts';
import { addBetter, guess, isHint, soughtFrom } from './guess.ts';
import type { Sense } from './lexicon.ts';
import { mend } from './mend.ts';
import { readModels } from './read-models.ts';
import { readSlots, type Slots } from './slots.ts';
import { withoutStopWords } from './stop-words.ts';
import type { Vocabulary } from './vocabulary.ts';
import { folded, type Unit, unitsOf, wordsOnly } from './words.ts';

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
const MOST_KINDS = 8;
/** Kinds worth less than this share of the best that there is anything of are not meant. */
const LEAST = 0.5;

/** The sentence a kind is guessed from: mended, without places and makers. */
function sentenceOf(units: readonly Unit[], others: readonly Found[]): string {
  const kept = units.filter((_, at) => !others.some(({ from, to }) => at >= from && at < to));
  return kept.map(({ text, raw, isHan }) => (isHan ? raw : ` ${text} `)).join('');
}

function strongest(concepts: ReadonlyMap<string, number>, popularity: Popularity) {
  const sorted = [...concepts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const [, top = 0] = sorted.find(([id]) => popularity.of(id) > 0) ?? sorted[0] ?? [];
  return sorted
    .filter(([, weight]) => weight >= top * LEAST)
    .slice(0, MOST_KINDS)
    .map(([id, weight]) => ({ id, weight: Math.round(weight * 1000) / 1000 }));
}

/** The kinds that words name; else those that the sentence is guessed to want. */
function kindsOf(
  vocabulary: Vocabulary,
  popularity: Popularity,
  text: string,
  units: { typed: readonly Unit[]; mended: readonly Unit[] },
  found: readonly Found[],
): Pick<Understanding, 'concepts' | 'confidence'> {
  const others = found.filter((one) => !isOfKinds(one));
  const saying = withoutStopWords(without(text, units.typed, others)).replaceAll(' ', '').length;
  const lengthOf = ({ from, to }: Found) =>
    units.typed.slice(from, to).reduce((sum, { raw }) => sum + raw.length, 0);
  const ofKinds = found.filter(isOfKinds);
  const hints = ofKinds.filter((one) => isHint(one, lengthOf(one), saying));
  const named = ofKinds.filter((one) => !hints.includes(one));
  const concepts = new Map<string, number>();
  for (const one of named) {
    for (const { sense, weight } of popularity.weigh(one)) {
      if (sense.kind !== 'concept') continue;
      concepts.set(sense.id, Math.max(concepts.get(sense.id) ?? 0, weight));
    }
  }
  let confidence = Math.max(0, ...concepts.values());
  const left = withoutStopWords(without(text, units.typed, [...others, ...named])).trim();
  if (left !== '') {
    const guessed = guess(vocabulary, popularity, sentenceOf(units.mended, others), hints);
    if (concepts.size > 0) addBetter(concepts, guessed.all);
    else {
      confidence = guessed.confidence;
      for (const [id, weight] of guessed.concepts) concepts.set(id, weight);
    }
  }
  for (const [id, weight] of concepts) concepts.set(id, weight * (0.9 + 0.1 * popularity.of(id)));
  return { concepts: strongest(concepts, popularity), confidence };
}

/** Without kinds that are only the thing at hand: a printed part with pores in it is no question for a printer. */
function soughtOf(found: readonly Found[], text: string, units: readonly Unit[]): readonly Found[] {
  const from = soughtFrom(text);
  if (from === 0) return found;
  if (withoutStopWords(text.slice(from)).trim() === '') return found;
  return found.filter((one) => !isOfKinds(one) || (units[one.to - 1]?.at ?? 0) >= from);
}

/** Places or makers that are named. */
function namedAs(kind: 'city' | 'unit' | 'maker', found: readonly Found[]): string[] {
  const named: string[] = [];
  for (const { senses } of found) {
    for (const sense of senses) {
      if (sense.kind === kind && !named.includes(sense.id)) named.push(sense.id);
    }
  }
  return named;
}

/** Whether a question says how, when or for how much, and nothing of what. */
export const isSlotsOnly = (asked: Understanding): boolean =>
  asked.slots.said.length > 0 &&
  asked.rest === '' &&
  [asked.concepts, asked.models, asked.cities, asked.units, asked.makers].every(
    ({ length }) => length === 0,
  );

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
  const { found: read, mended } = mend(vocabulary, units, withModels);
  const found = soughtOf(read, text, units);
  const { concepts, confidence } = kindsOf(
    vocabulary,
    popularity,
    text,
    { typed: units, mended },
    found,
  );
  const typedFrom = ({ from, to }: Found) => {
    const [first, last] = [units[from], units[to - 1]];
    return typed.slice(
      typedAt[first?.at ?? 0],
      typedAt[(last?.at ?? 0) + (last?.raw.length ?? 0)] ?? typed.length,
    );
  };
  return {
    concepts,
    cities: namedAs('city', found),
    units: namedAs('unit', found),
    makers: namedAs('maker', found),
    models,
    slots,
    readings: found.flatMap((one) => {
      const [best] = popularity.weigh(one);
      if (best === undefined) return [];
      const { kind, id } = best.sense;
      return [{ kind, id, text: typedFrom(one), way: one.way, weight: best.weight }];
    }),
    rest: withoutStopWords(without(text, units, found)).trim(),
    text,
    confidence,
  };
}
