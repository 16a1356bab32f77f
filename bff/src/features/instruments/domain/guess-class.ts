export interface KnownClass {
  code: string;
  name: string;
  level: number;
  aliases: readonly string[];
}

const normal = (text: string) => text.normalize('NFKC').toLowerCase();
const fold = (text: string) => normal(text).replace(/[\s\-_/·()]+/g, '');
const latin = (text: string) =>
  ` ${normal(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()} `;

/** What no class fits is an instrument all the same (national class codes, 其他仪器). */
const UNKNOWN = '990000';

/**
 * Guesses class codes from names: the longest class name or alias found in the words wins, then a
 * second-level class of the given category's name. Latin abbreviations must stand alone, so that "IR"
 * is not found in "mirror".
 */
export function classGuesser(classes: readonly KnownClass[]) {
  const words = classes
    .filter(({ level }) => level === 3)
    .flatMap(({ code, name, aliases }) =>
      [name, ...aliases].map((word) => {
        const isLatin = /^[\x20-\x7e]+$/.test(word);
        return { code, isLatin, word: isLatin ? latin(word) : fold(word) };
      }),
    )
    .filter(({ word }) => word.length > 1 && word !== '其他')
    .sort((a, b) => b.word.length - a.word.length);
  const categories = new Map(
    classes.filter(({ level }) => level === 2).map(({ code, name }) => [fold(name), code]),
  );
  const known = new Map<string, string>();
  return (name: string, category: string): string => {
    const key = `${name}\n${category}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const [folded, spaced] = [fold(name), latin(name)];
    const match = words.find(({ word, isLatin }) => (isLatin ? spaced : folded).includes(word));
    const guess = match?.code ?? categories.get(fold(category)) ?? UNKNOWN;
    known.set(key, guess);
    return guess;
  };
}
