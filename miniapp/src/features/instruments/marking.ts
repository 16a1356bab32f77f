/** A stretch of a text, and whether it is what was looked for. */
export interface Stretch {
  text: string;
  isMarked: boolean;
}

/** Whether anything of a text is what was looked for. */
export const isMarked = (stretches: readonly Stretch[]): boolean =>
  stretches.some((stretch) => stretch.isMarked);

const SEPARATOR = /[\s\-_./·]/;
const HAN = /[㐀-鿿]/;
const WORDLY = /[a-z0-9]/;
/** Latin letters fewer than this are marked only where they are a word of their own. */
const SHORT = 3;
/** One Chinese character or one letter says nothing. */
const LEAST = 2;

/** The letters of a text in one width and case, without what parts words, and where each stands. */
interface Folded {
  letters: string[];
  at: number[];
  to: number[];
}

/** From one letter to another, the last one included. */
type Run = readonly [first: number, last: number];

function folded(text: string): Folded {
  const [letters, at, to]: [string[], number[], number[]] = [[], [], []];
  let from = 0;
  for (const letter of text) {
    const end = from + letter.length;
    for (const one of letter.normalize('NFKC').toLowerCase()) {
      if (SEPARATOR.test(one)) continue;
      letters.push(one);
      at.push(from);
      to.push(end);
    }
    from = end;
  }
  return { letters, at, to };
}

function runsOf(word: readonly string[], letters: readonly string[]): Run[] {
  const runs: Run[] = [];
  for (let from = 0; word.length > 0 && from + word.length <= letters.length; from += 1) {
    if (!word.every((letter, place) => letters[from + place] === letter)) continue;
    runs.push([from, from + word.length - 1]);
  }
  return runs;
}

/** A short name within the long one that it stands for: 扫描电镜 in 扫描电子显微镜. */
function scattered(word: readonly string[], letters: readonly string[]): Run[] {
  if (word.length < SHORT || !word.some((letter) => HAN.test(letter))) return [];
  const [start] = runsOf(word.slice(0, LEAST), letters)[0] ?? [];
  if (start === undefined) return [];
  const runs: Run[] = [];
  let at = start - 1;
  for (const letter of word) {
    at = letters.indexOf(letter, at + 1);
    if (at < 0 || at >= start + word.length * 2) return [];
    runs.push([at, at]);
  }
  return runs;
}

function stretchesOf(text: string, { at, to }: Folded, runs: readonly Run[]): Stretch[] {
  const marks = new Array<boolean>(text.length).fill(false);
  for (const [first, last] of runs) marks.fill(true, at[first], to[last]);
  const stretches: Stretch[] = [];
  for (let place = 0; place < text.length; place += 1) {
    const [letter, isMarkedHere] = [text[place] ?? '', marks[place] ?? false];
    const last = stretches.at(-1);
    if (last?.isMarked === isMarkedHere) last.text += letter;
    else stretches.push({ text: letter, isMarked: isMarkedHere });
  }
  return stretches;
}

/** Parts a text into what holds one of some words and what does not; width, case and separators do not count. */
export function markWords(text: string, words: readonly string[]): Stretch[] {
  const whole = folded(text);
  const { letters, at, to } = whole;
  const isWordEnd = (left: number, right: number) => {
    const [a, b] = [letters[left], letters[right]];
    if (a === undefined || b === undefined || !WORDLY.test(a) || !WORDLY.test(b)) return true;
    return to[left] !== at[right];
  };
  const runs = words.flatMap((one) => {
    const word = folded(one).letters;
    if (word.length < LEAST) return [];
    const found = runsOf(word, letters);
    if (!found.length) return scattered(word, letters);
    if (word.length >= SHORT || word.some((letter) => HAN.test(letter))) return found;
    return found.filter(
      ([first, last]) => isWordEnd(first - 1, first) && isWordEnd(last, last + 1),
    );
  });
  return stretchesOf(text, whole, runs);
}

/** Parts a suggestion into what has been typed of it, be it one letter, and the rest. */
export function markTyped(text: string, typed: string): Stretch[] {
  const whole = folded(text);
  return stretchesOf(text, whole, runsOf(folded(typed).letters, whole.letters));
}
