export interface KnownClass {
  code: string;
  name: string;
  level: number;
  aliases: readonly string[];
}

const fold = (text: string) => text.normalize('NFKC').toLowerCase().replace(/[\s\-_/·()]+/g, '');

/** What no class fits is an instrument all the same (national class codes, 其他仪器). */
const UNKNOWN = '990000';
const SHORTEST = 2;

/**
 * Guesses class codes from names: the longest class name or alias found in the words wins, then a
 * second-level class of the given category's name.
 */
export function classGuesser(classes: readonly KnownClass[]) {
  const words = classes
    .filter(({ level }) => level === 3)
    .flatMap(({ code, name, aliases }) =>
      [name, ...aliases].map((word) => ({ code, word: fold(word) })),
    )
    .filter(({ word }) => word.length >= SHORTEST && word !== '其他')
    .sort((a, b) => b.word.length - a.word.length);
  const categories = new Map(
    classes.filter(({ level }) => level === 2).map(({ code, name }) => [fold(name), code]),
  );
  const known = new Map<string, string>();
  return (name: string, category: string): string => {
    const text = fold(name);
    const key = `${text}\n${category}`;
    const guess =
      known.get(key) ??
      words.find(({ word }) => text.includes(word))?.code ??
      categories.get(fold(category)) ??
      UNKNOWN;
    known.set(key, guess);
    return guess;
  };
}
