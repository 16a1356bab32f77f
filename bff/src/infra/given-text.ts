import { countCharacters } from '@dayi/shared/characters';
import { cleanText } from '@dayi/shared/plain-text';
import { Problem } from '../problem.ts';

/**
 * Words that somebody must give, cleaned.
 * @param field of the body @param most characters, as a reader counts them
 * @throws Problem `request.invalid` where nothing is left of them, or too much
 */
export function givenText(given: string, field: string, most: number): string {
  const text = cleanText(given);
  const path = `body.${field}`;
  if (text === '') {
    throw new Problem('request.invalid', { fields: [{ path, code: 'field.required' }] });
  }
  if (countCharacters(text) > most) {
    const values = { limit: most };
    throw new Problem('request.invalid', { fields: [{ path, code: 'field.too_big', values }] });
  }
  return text;
}
