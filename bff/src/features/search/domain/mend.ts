import type { Sense } from './lexicon.ts';
import { withoutStopWords } from './stop-words.ts';
import type { Found } from './found.ts';
import { isPlainEnglish } from './plain-english.ts';
import type { Vocabulary } from './vocabulary.ts';
import { stem, type Unit } from './words.ts';

interface Gap {
  from: number;
  to: number;
}

/** Runs of units of one script that no word covers. */
function gapsOf(units: readonly Unit[], found: readonly Found[], han: boolean): Gap[] {
  const isLeft = (at: number) =>
    units[at]?.isHan === han && !found.some(({ from, to }) => at >= from && at < to);
  const gaps: Gap[] = [];
  for (let from = 0; from < units.length; from += 1) {
    if (!isLeft(from)) continue;
    let to = from + 1;
    while (to < units.length && isLeft(to)) to += 1;
    gaps.push({ from, to });
    from = to;
  }
  return gaps;
}

const sensesOf = (vocabulary: Vocabulary, keys: readonly string[]): Sense[] =>
  keys.flatMap((key) => vocabulary.lexicon.sensesOf(key).filter(({ how }) => how !== 'purpose'));

/** What a run of letters may hold beside words: the small syllables of a sentence in pinyin. */
const SMALL = /^(?:de|zuo|ce|kan|yong|he|zai|you|wo|xiang|yao|na|li|yi|ji|qi|nali|zenme|fujin)*$/;

/** Letters that no word was heard in. */
function leftOf(letters: string, heard: readonly Gap[]): string {
  let [left, at] = ['', 0];
  for (const { from, to } of heard) {
    left += letters.slice(at, from);
    at = to;
  }
  return left + letters.slice(at);
}

function fromPinyin(vocabulary: Vocabulary, units: readonly Unit[], gap: Gap): Found[] {
  const run = units.slice(gap.from, gap.to);
  const letters = run.map(({ raw }) => raw).join('');
  if (!/^[a-z]+$/.test(letters)) return [];
  const { sounds } = vocabulary;
  const heard = [sounds.read(letters), sounds.readBlurred(letters)].find(
    (words) => words.length > 0 && SMALL.test(leftOf(letters, words)),
  );
  if (heard === undefined) return [];
  // Places in the joined letters are brought back to the units they were typed in.
  const unitAt = (place: number) => {
    let seen = 0;
    const index = run.findIndex(({ raw }) => (seen += raw.length) > place);
    return gap.from + index;
  };
  const found: Found[] = [];
  for (const { from, to, keys } of heard) {
    const senses = sensesOf(vocabulary, keys);
    const span = { from: unitAt(from), to: unitAt(to - 1) + 1 };
    found.push({ ...span, key: keys[0] ?? '', senses, way: 'pinyin' });
  }
  return found;
}

/** Single units of a gap that are words in another way of writing. */
function eachAlone(
  vocabulary: Vocabulary,
  units: readonly Unit[],
  gap: Gap,
  way: Found['way'],
  keysOf: (letters: string) => readonly string[],
): Found[] {
  const found: Found[] = [];
  for (let at = gap.from; at < gap.to; at += 1) {
    const keys = keysOf(units[at]?.raw ?? '');
    const senses = sensesOf(vocabulary, keys);
    if (senses.length > 0) found.push({ from: at, to: at + 1, key: keys[0] ?? '', senses, way });
  }
  return found;
}

/** Units with the nearest known words in the place of letters that make none; null where none was near. */
function respell(vocabulary: Vocabulary, units: readonly Unit[], found: readonly Found[]) {
  const mended = units.map((unit, at): Unit => {
    const isKnown = unit.isHan || found.some(({ from, to }) => at >= from && at < to);
    if (isKnown || withoutStopWords(unit.raw).trim() === '') return unit;
    if (vocabulary.spelling.has(unit.raw) || isPlainEnglish(unit.raw)) return unit;
    const [nearest] = vocabulary.spelling.nearest(unit.raw);
    if (nearest === undefined) return unit;
    return { ...unit, text: stem(nearest) };
  });
  return mended.some((unit, at) => unit !== units[at]) ? mended : null;
}

const NEIGHBOURS = 5;
/** One character of the same sound. */
const ALIKE = 0.3;
const SURE_LENGTH = 4;

/** The best word for characters that make none, taking in their neighbours: 扫苗电镜 is 扫描电镜. */
function fromHandwriting(vocabulary: Vocabulary, units: readonly Unit[], gap: Gap): Found | null {
  const own = units
    .slice(gap.from, gap.to)
    .map(({ raw }) => raw)
    .join('');
  if (withoutStopWords(own).trim() === '') return null;
  // The x of an X射线 belongs to the word as well.
  const isLetter = (at: number) => (units[at]?.raw.length ?? 9) === 1;
  let { from: first, to: end } = gap;
  while (first > 0 && gap.from - first < NEIGHBOURS && isLetter(first - 1)) first -= 1;
  while (end < units.length && end - gap.to < NEIGHBOURS && isLetter(end)) end += 1;
  const text = units
    .slice(first, end)
    .map(({ raw }) => raw)
    .join('');
  let best: { worth: number; found: Found } | null = null;
  const inText = { from: gap.from - first, to: gap.to - first };
  // Characters that are words elsewhere are only doubted where a longer word sounds just like them.
  const isWord = vocabulary.purposes.knows(own);
  for (const { key, from, to, apart } of vocabulary.handwriting.find(text, inText)) {
    if (isWord && (apart > ALIKE || key.length < SURE_LENGTH)) continue;
    const covered = Math.min(to, inText.to) - Math.max(from, inText.from);
    const worth = to - from - 1.5 * apart - (to - from - covered) * 0.2;
    if (best !== null && best.worth >= worth) continue;
    const senses = sensesOf(vocabulary, [key]);
    best = {
      worth,
      found: { from: first + from, to: first + to, key, senses, way: 'mended' },
    };
  }
  return best?.found ?? null;
}

function replace(found: readonly Found[], mended: readonly Found[]): Found[] {
  const kept = found.filter(
    (one) => !mended.some(({ from, to }) => one.from < to && one.to > from),
  );
  return [...kept, ...mended].sort((a, b) => a.from - b.from);
}

/**
 * Reads what is no word as it stands: pinyin, initials, and words with mistakes in them. The units come
 * back with the mistakes in single words mended.
 */
export function mend(
  vocabulary: Vocabulary,
  units: readonly Unit[],
  words: readonly Found[],
): { found: Found[]; mended: readonly Unit[] } {
  let found = [...words];
  const { sounds } = vocabulary;
  for (const gap of gapsOf(units, found, false)) {
    const spoken = fromPinyin(vocabulary, units, gap);
    const alone = () =>
      eachAlone(vocabulary, units, gap, 'initials', (letters) => sounds.abbreviatedTo(letters));
    found = replace(found, spoken.length > 0 ? spoken : alone());
  }
  const mended = respell(vocabulary, units, found);
  if (mended !== null) {
    const isChanged = (from: number, to: number) =>
      mended.slice(from, to).some((unit, at) => unit !== units[from + at]);
    const spelled = vocabulary.lexicon
      .read(mended)
      .filter(({ from, to }) => isChanged(from, to))
      .map((match): Found => ({ ...match, way: 'mended' }));
    found = replace(found, spelled);
  }
  // What is read as English by now, if with a mistake, is no pinyin with one.
  for (const { from: first, to: end } of gapsOf(units, found, false)) {
    for (let from = first; from < end; from += 1) {
      const gap = { from, to: from + 1 };
      const spoken = fromPinyin(vocabulary, units, gap);
      const misspelt = () =>
        eachAlone(vocabulary, units, gap, 'mended', (letters) => sounds.misspelt(letters));
      found = replace(found, spoken.length > 0 ? spoken : misspelt());
    }
  }
  for (const gap of gapsOf(units, found, true)) {
    const written = fromHandwriting(vocabulary, units, gap);
    if (written !== null) found = replace(found, [written]);
  }
  return { found, mended: mended ?? units };
}
