import { cleanLine } from '@dayi/shared/plain-text';

export interface Miss {
  words: string;
  example: string;
  readAs: string;
}

const LONGEST_WORDS = 60;
const LONGEST_EXAMPLE = 200;
const LONGEST_READING = 200;

/** Numbers of telephones and identity cards, also where they are written in groups. */
const NUMBERS = /\d{6,}|\d(?:[\s\-–—.]?\d){8,}/;

/** Cut between characters, never within one. */
const cut = (text: string, length: number) => Array.from(text).slice(0, length).join('');

/**
 * A search in vain as it may be kept: what could say something of a person is counted by its shape alone.
 * Null where there is nothing to count.
 */
export function missOf(given: Miss): Miss | null {
  const words = cleanLine(given.words).toLowerCase();
  if (words === '') return null;
  const seen = `${words} ${given.example}`.normalize('NFKC');
  const shape = seen.includes('@')
    ? '[address]'
    : NUMBERS.test(seen)
      ? '[number]'
      : words.length > LONGEST_WORDS
        ? '[sentence]'
        : null;
  if (shape !== null) return { words: shape, example: '', readAs: '' };
  return {
    words,
    example: cut(cleanLine(given.example), LONGEST_EXAMPLE),
    readAs: cut(cleanLine(given.readAs), LONGEST_READING),
  };
}
