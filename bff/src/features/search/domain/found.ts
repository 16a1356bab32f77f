import { HOW_WEIGHT, type Match, type Sense } from './lexicon.ts';
import type { Unit } from './words.ts';

/** How words were come by: as they stand, as a model's name, in pinyin, by initials, mended, or guessed. */
export type Way = 'word' | 'model' | 'pinyin' | 'initials' | 'mended' | 'purpose';

/** How far each way of reading is trusted. */
const WAY_TRUST: Readonly<Record<Way, number>> = {
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

/** What a lesser way of meaning something counts where there is a better one. */
const LESSER = 0.8;
/** What a kind counts at least that there is nothing of, where a word means another as well. */
const RARE = 0.75;
const LEAST_USUAL = 0.01;

export interface Weighed {
  sense: Sense;
  weight: number;
}

/** How much of the catalogue is of each kind, and what that makes of words that mean several. */
export class Popularity {
  private readonly weighed = new WeakMap<readonly Sense[], readonly Weighed[]>();

  /** @param shares of each kind there is anything of: up to 1, 1 for the most frequent */
  constructor(private readonly shares: ReadonlyMap<string, number>) {}

  /** 0 to 1. */
  of(conceptId: string): number {
    return this.shares.get(conceptId) ?? 0;
  }

  /**
   * Senses of one word, best first. A lesser way of meaning something counts less where there is a better
   * one, and a kind less that there is less of, among those that are meant in the same way.
   */
  weigh({ senses, way }: Found): readonly Weighed[] {
    let known = this.weighed.get(senses);
    if (known === undefined) {
      known = this.compare(senses);
      this.weighed.set(senses, known);
    }
    const trust = WAY_TRUST[way];
    return trust === 1
      ? known
      : known.map(({ sense, weight }) => ({ sense, weight: weight * trust }));
  }

  private compare(senses: readonly Sense[]): readonly Weighed[] {
    const best = Math.max(...senses.map(({ how }) => HOW_WEIGHT[how]));
    const usualBy = new Map<Sense['how'], number>();
    for (const { how, id } of senses) {
      usualBy.set(how, Math.max(usualBy.get(how) ?? LEAST_USUAL, this.of(id)));
    }
    return senses
      .map((sense) => {
        const own = HOW_WEIGHT[sense.how];
        const usual = usualBy.get(sense.how) ?? LEAST_USUAL;
        const isKind = sense.kind === 'concept';
        const known = isKind ? RARE + ((1 - RARE) * this.of(sense.id)) / usual : 1;
        return { sense, weight: own * known * (own < best ? LESSER : 1) };
      })
      .sort((a, b) => b.weight - a.weight);
  }
}

export const isOfKinds = ({ senses }: Found) => senses.some(({ kind }) => kind === 'concept');

/** Whether a word means nothing but kinds, in one of some ways. */
export const isOnly =
  (...ways: readonly Sense['how'][]) =>
  ({ senses }: Found): boolean =>
    senses.every(({ kind, how }) => kind === 'concept' && ways.includes(how));

/** The text with the units of some words blanked out. */
export function without(text: string, units: readonly Unit[], all: readonly Found[]): string {
  let rest = text;
  for (const { from, to } of all) {
    for (const { at, raw } of units.slice(from, to)) {
      rest = rest.slice(0, at) + ' '.repeat(raw.length) + rest.slice(at + raw.length);
    }
  }
  return rest;
}
