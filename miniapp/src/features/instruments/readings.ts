import type { InstrumentPage } from './api';

/** Below this the kind is a guess, and others are offered as clearly. */
export const UNSURE = 0.5;

export type Reading = InstrumentPage['understood'][number];

interface Span {
  from: number;
  to: number;
}

/**
 * Where each reading stands in what was typed, null for one that does not stand there as a whole. Each text
 * is looked for behind the one before, so that a city is not found in the name of a university.
 */
function placesOf(q: string, readings: readonly Reading[]): (Span | null)[] {
  const taken: Span[] = [];
  const isFree = (from: number, to: number) =>
    taken.every((other) => to <= other.from || from >= other.to);
  let behind = 0;
  return readings.map(({ text }) => {
    if (text === '') return null;
    for (const start of [behind, 0]) {
      for (let from = q.indexOf(text, start); from >= 0; from = q.indexOf(text, from + 1)) {
        const to = from + text.length;
        if (!isFree(from, to)) continue;
        taken.push({ from, to });
        behind = to;
        return { from, to };
      }
    }
    return null;
  });
}

const tidied = (q: string) => q.replace(/\s+/g, ' ').trim();

function cut(q: string, spans: readonly Span[]): string {
  return [...spans]
    .sort((a, b) => b.from - a.from)
    .reduce((rest, { from, to }) => `${rest.slice(0, from)} ${rest.slice(to)}`, q);
}

/**
 * The words without one reading, as when its chip is taken off. A guess goes with every word that nothing
 * else was read from.
 */
export function without(q: string, readings: readonly Reading[], gone: Reading): string {
  const places = placesOf(q, readings);
  const own = places[readings.indexOf(gone)];
  if (own && !isGuess(gone)) return tidied(cut(q, [own]));
  const others = places
    .filter((place) => place !== null)
    .filter((place) => place !== own)
    .sort((a, b) => a.from - b.from)
    .map(({ from, to }) => q.slice(from, to));
  return tidied(others.join(' '));
}

function restOf(q: string, readings: readonly Reading[]): string[] {
  const spans = placesOf(q, readings).filter((place) => place !== null);
  return cut(q, spans).split(/[\s,，。、;；?？!！"“”()（）]+/);
}

/** What the names of instruments hold; prices, times and places are not looked for there. */
const NAMING: readonly Reading['kind'][] = ['class', 'model', 'maker', 'words'];

/** The words that nothing was read from. */
export const unreadOf = (q: string, readings: readonly Reading[]): string =>
  restOf(q, readings)
    .filter((word) => word !== '')
    .join(' ');

/** Whether nothing was read that says which instrument: only where, when or for how much. */
export const namesNothing = (readings: readonly Reading[]): boolean =>
  !readings.some(({ kind }) => kind === 'unit' || NAMING.includes(kind));

/** What to look for in names: what names an instrument, as typed and as understood, and words left over. */
export function wordsToMark(q: string, readings: readonly Reading[]): string[] {
  const named = readings
    .filter(({ kind }) => NAMING.includes(kind))
    .flatMap(({ text, name }) => [text, name]);
  const words = [...named, ...restOf(q, readings)].map((word) => word.trim());
  return [...new Set(words)].filter((word) => word !== '');
}

/** Whether the kind was guessed from what one wants to see or measure. */
export const isGuess = ({ way }: Reading): boolean => way === 'purpose';

/** Whether the words were read as something else than they say, which is to be shown. */
export function isReadOtherwise({ way, text, name }: Reading): boolean {
  const isGuessedWord = way === 'mended' || way === 'pinyin' || way === 'initials';
  return isGuessedWord && text.toLowerCase() !== name.toLowerCase();
}
