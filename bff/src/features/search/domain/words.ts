/**
 * A text as search compares it: one width, one case, simplified characters, and nothing but words between
 * blanks. Points inside figures stay.
 */
export function plain(text: string, simplify: (text: string) => string): string {
  return wordsOnly(simplify(text.normalize('NFKC').toLowerCase()));
}

/** Every other sign becomes one blank, so that what is left stands where it stood. */
export function wordsOnly(text: string): string {
  return text
    .replace(/(?<!\d)\.|\.(?!\d)/g, ' ')
    .replace(/[^a-z0-9.\u00b5\u03b1-\u03c9\u3400-\u9fff]/g, ' ');
}

/** Letters that are in one width and case already. */
const USUAL = /^[\u0020-\u0040\u005b-\u007e\u4e00-\u9fff]$/;

/** A typed text in one width, one case and simplified characters, and where each character was typed. */
export function folded(
  typed: string,
  simplify: (text: string) => string,
): { text: string; typedAt: readonly number[] } {
  let text = '';
  const typedAt: number[] = [];
  let at = 0;
  for (const letter of typed) {
    const wide = USUAL.test(letter) ? letter : letter.normalize('NFKC').toLowerCase();
    text += wide;
    for (let count = 0; count < wide.length; count += 1) typedAt.push(at);
    at += letter.length;
  }
  typedAt.push(at);
  const simple = simplify(text);
  // Phrases are simplified character by character; where one were not, places would be lost.
  return { text: simple.length === text.length ? simple : text, typedAt };
}

/** A Chinese character, or a run of letters and figures. */
export interface Unit {
  text: string;
  /** As it was typed, before its ending was cut. */
  raw: string;
  isHan: boolean;
  /** Where it stands in the text it was read from. */
  at: number;
}

const ALL_HAN = /^[\u3400-\u9fff]+$/;
const ANY_HAN = /[\u3400-\u9fff]/;

export const isHan = (text: string) => ALL_HAN.test(text);
export const hasHan = (text: string) => ANY_HAN.test(text);

const BLANK = 0x20;
const isHanCode = (code: number) => code >= 0x3400 && code <= 0x9fff;

/** Where the run of letters and figures ends that begins at a place. */
function endOfRun(text: string, from: number): number {
  let end = from + 1;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (code === BLANK || isHanCode(code)) break;
    end += 1;
  }
  return end;
}

/** The units of a plain text. Character by character: every question comes by here, and expressions are slower. */
export function unitsOf(text: string): Unit[] {
  const units: Unit[] = [];
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at);
    if (code === BLANK) {
      at += 1;
    } else if (isHanCode(code)) {
      const raw = text.charAt(at);
      units.push({ text: raw, raw, isHan: true, at });
      at += 1;
    } else {
      const raw = text.slice(at, endOfRun(text, at));
      units.push({ text: stem(raw), raw, isHan: false, at });
      at += raw.length;
    }
  }
  return units;
}

/**
 * Families of English endings that name the same thing: a microscope, microscopy, microscopes; a
 * spectrometer, spectrometry. The longest ending comes first.
 */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/(scop)(?:es?|y|ic|ical|ists?)$/, '$1'],
  [/(met)(?:ers?|ry|ric|ries)$/, '$1r'],
  [/(graph)(?:s|y|ic|ical|er|ers)?$/, '$1'],
  [/(anal)(?:y[sz]ers?|ysis|yses|y[sz]ing|ytical|y[sz]es?|y[sz]ed)$/, '$1y'],
  [/(diffract)(?:ion|ometers?|ometry|ing)$/, '$1'],
  [/(porosi|densi|viscosi|turbidi|conductivi|permeabili)(?:ty|metr)$/, '$1'],
  [/(sequenc)(?:es?|ers?|ing)$/, '$1'],
  [
    /(sputter|etch|mill|grind|test|scann|imag|dry|print|cutt|polish|coat|measur|monitor)(?:ers?|ing|ed|es|e|ement|ements)$/,
    '$1',
  ],
];

const STEMS_KEPT = 20_000;
const stems = new Map<string, string>();

/** The stem of an English word; figures, short words and model names stay as they are. */
export function stem(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  const known = stems.get(word);
  if (known !== undefined) return known;
  if (stems.size >= STEMS_KEPT) stems.clear();
  const found = findStem(word);
  stems.set(word, found);
  return found;
}

function findStem(word: string): string {
  let short = word;
  for (const [ending, kept] of ENDINGS) short = short.replace(ending, kept);
  if (short !== word) return short;
  if (/(?:ss|us|is)$/.test(word)) return word;
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  return word.replace(/(?<=(?:s|x|z|ch|sh))es$|(?<=[a-z]{3})s$/, '');
}

/** Units as one key: letters are parted by a blank, Chinese characters stand together. */
export function keyOf(units: readonly Pick<Unit, 'text' | 'isHan'>[]): string {
  let key = '';
  units.forEach((unit, at) => (key = longerKey(key, units[at - 1], unit)));
  return key;
}

/** A key with one more unit, after the one that it ends in. */
export function longerKey(
  key: string,
  last: Pick<Unit, 'isHan'> | undefined,
  unit: Pick<Unit, 'text' | 'isHan'>,
): string {
  return last === undefined || last.isHan || unit.isHan ? key + unit.text : `${key} ${unit.text}`;
}
