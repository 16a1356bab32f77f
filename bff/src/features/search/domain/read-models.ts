import type { Found } from './understand.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { Unit } from './words.ts';

const LONGEST = 5;
const SHORTEST_BEGINNING = 4;

const hasLetter = (key: string) => /[a-z]/.test(key);

/**
 * Finds names of models among runs of letters and figures, longest first; they win over words that are
 * only a part of them (the LC of an LC-20A). `models` are the keys of every model that fits.
 */
export function readModels(
  vocabulary: Vocabulary,
  units: readonly Unit[],
  known: readonly Found[],
): { found: Found[]; models: string[] } {
  const models = new Set<string>();
  let found = [...known];
  const isKnown = (from: number, to: number) =>
    known.some((one) => one.from <= from && one.to >= to);
  const used = new Set<number>();
  for (let length = Math.min(LONGEST, units.length); length > 0; length -= 1) {
    for (let from = 0; from + length <= units.length; from += 1) {
      const part = units.slice(from, from + length);
      const to = from + length;
      const isFree = part.every((unit, at) => !unit.isHan && !used.has(from + at));
      // A word that means something by itself is no beginning of a model's name.
      if (!isFree || isKnown(from, to)) continue;
      const key = part.map(({ raw }) => raw.replaceAll('.', '')).join('');
      if (!hasLetter(key)) continue;
      const beginning = vocabulary.models.beginningWith(key);
      const isExact = beginning[0] === key;
      const fits = isExact || key.length >= SHORTEST_BEGINNING ? beginning : [];
      const isCommon = length === 1 && vocabulary.spelling.has(part[0]?.raw ?? '');
      if (isCommon && !isExact) continue;
      const words = part.map(({ raw }) => raw);
      const keys = fits.length > 0 ? fits : vocabulary.models.holding(words);
      if (keys.length === 0) continue;
      part.forEach((_, at) => used.add(from + at));
      for (const one of keys) models.add(one);
      found = found.filter((one) => one.to <= from || one.from >= to);
      found.push({
        from,
        to,
        key,
        senses: keys.slice(0, 1).map((id) => ({ kind: 'model', id, how: 'name' })),
        way: 'model',
      });
    }
  }
  return { found: found.sort((a, b) => a.from - b.from), models: [...models] };
}
