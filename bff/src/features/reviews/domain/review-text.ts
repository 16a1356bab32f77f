import { countCharacters } from '@dayi/shared/characters';

/** Figures of the rules of the domain, "Reviews". */
const MOST_CHARACTERS = 240;
/** Room for the largest emoji families, and a bound on what 240 characters can weigh. */
const MOST_CODE_POINTS = 8 * MOST_CHARACTERS;

export function isTooLong(text: string): boolean {
  return Array.from(text).length > MOST_CODE_POINTS || countCharacters(text) > MOST_CHARACTERS;
}
