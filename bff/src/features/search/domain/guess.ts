import { type Found, isOfKinds, isOnly, type Popularity } from './found.ts';
import { inChinese } from './plain-english.ts';
import { meantBy } from './plain-words.ts';
import type { Purpose } from './purposes.ts';
import { withoutStopWords } from './stop-words.ts';
import type { Vocabulary } from './vocabulary.ts';

/** How much more likely a kind is meant that the catalogue is full of. */
const POPULAR = 0.5;
const LOOKED_AT = 60;
/** A guess is never as sure as a name. */
const SUREST = 0.85;
/** In a sentence so many times as long, one short word of the laboratory is a hint, not the question. */
const HINT = 3;

const isOfFamily = isOnly('family');
const isOfPurpose = isOnly('purpose');
const isNickname = isOnly('nickname', 'family', 'purpose');

/**
 * Whether words of a question only hint at a kind: a family, a purpose, or a nickname in a long sentence.
 * @param length how many characters these words have
 * @param saying how many characters of the question say something
 */
export function isHint(found: Found, length: number, saying: number): boolean {
  if (isOfFamily(found) || isOfPurpose(found)) return true;
  return isNickname(found) && length * HINT <= saying;
}

const kindsOf = (all: readonly Found[]) =>
  new Set(
    all
      .filter(isOfKinds)
      .flatMap(({ senses }) => senses.filter(({ kind }) => kind === 'concept').map(({ id }) => id)),
  );

/** Where a sentence goes on from the thing at hand to what is looked for in it. */
const IN_IT =
  /(?:里面?|之?中|内|当中|表?面?上)(?:的|到底|究竟|可能|还)?(?:会不会有|有没有|会有|是否有?|是不是有?|有无|含不含|含有|含|有|加没加|加了|残留的?|混进了?|掺了?)(?:多少|什么|哪些)?|(?:里面?|之?中|内|当中|表面上?)的|(?<=[\u3400-\u9fff]{2})(?<![公])里(?![面程氏弄头边])|含不含|有没有/g;

/** A character of every way to say so; most sentences have none. */
const MAY_BE_IN = /[里中内上面含有]/;

/** Where what a sentence looks for in something else begins; 0 where it does not say so. */
export function soughtFrom(sentence: string): number {
  if (!MAY_BE_IN.test(sentence)) return 0;
  const last = [...sentence.matchAll(IN_IT)].at(-1);
  return last === undefined ? 0 : last.index + last[0].length;
}

function soughtIn(sentence: string): string {
  const from = soughtFrom(sentence);
  return from === 0 ? '' : sentence.slice(from);
}

export interface Guess {
  concepts: ReadonlyMap<string, number>;
  /** 0 to 1. */
  confidence: number;
  all: readonly Purpose[];
}

/** Kinds guessed from what a sentence wants to know; those that its words hint at come first. */
export function guess(
  vocabulary: Vocabulary,
  popularity: Popularity,
  sentence: string,
  hints: readonly Found[],
): Guess {
  const { purposes } = vocabulary;
  const said = inChinese(withoutStopWords(sentence), (word) => purposes.holds(word));
  const all = purposes
    .find(said.left, LOOKED_AT, {
      sought: withoutStopWords(soughtIn(sentence)),
      meant: `${meantBy(sentence)} ${said.meant}`,
    })
    .map((one) => ({ ...one, score: one.score * (1 + POPULAR * popularity.of(one.id)) }))
    .sort((a, b) => b.score - a.score);
  const [top] = all;
  const exact = kindsOf(hints.filter(isOfPurpose));
  const family = kindsOf(hints.filter(isOfFamily));
  const nicknamed = kindsOf(hints.filter((one) => !isOfPurpose(one) && !isOfFamily(one)));
  const weightOf = (id: string, share: number) => {
    if (exact.has(id)) return 0.6 + 0.25 * share;
    if (family.has(id)) return 0.45 + 0.45 * share;
    if (nicknamed.has(id)) return 0.3 + 0.55 * share;
    if (family.size > 0) return 0.35 * share;
    return exact.size > 0 ? 0.55 * share : 0.8 * share ** 1.5;
  };
  const concepts = new Map<string, number>();
  for (const { id, score } of all) concepts.set(id, weightOf(id, score / (top?.score ?? 1)));
  for (const id of [...exact, ...family, ...nicknamed]) {
    if (!concepts.has(id)) concepts.set(id, weightOf(id, 0));
  }
  const kin = new Set(vocabulary.kin.get(top?.id ?? '')?.map(({ id }) => id));
  const rival = all.find(({ id }) => id !== top?.id && !kin.has(id));
  const lead = top === undefined ? 0 : 1 - (rival?.score ?? 0) / top.score;
  // A kind that explains next to nothing leads by chance.
  const heard = Math.min(1, 2 * (top?.explained ?? 0));
  const sure = top === undefined ? 0 : 0.1 + 0.55 * top.explained + 0.5 * lead * heard;
  const least = exact.size > 0 ? 0.7 : family.size + nicknamed.size > 0 ? 0.45 : 0;
  return { concepts, confidence: Math.min(SUREST, Math.max(sure, least)), all };
}

/**
 * A kind whose own words explain the whole question is meant rather than one that explains a part of it:
 * a "real time PCR" is more than a PCR.
 */
export function addBetter(concepts: Map<string, number>, guessed: readonly Purpose[]): void {
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
