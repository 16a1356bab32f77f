import { compact, normalise } from './normalise.ts';

export const FIELDS = ['name', 'model', 'maker', 'class', 'alias', 'unit', 'city', 'text'] as const;
export type Field = (typeof FIELDS)[number];
export type Fields = Record<Field, string>;

/** What a word found in a field counts; names and models say most about an instrument. */
const WEIGHT: Readonly<Record<Field, number>> = {
  name: 10,
  alias: 9,
  model: 9,
  class: 7,
  maker: 5,
  city: 4,
  unit: 4,
  text: 1,
};

const SEPARATOR = '\u0001';

/** The searchable text of an instrument: its fields in a fixed order, each in both forms. */
export function documentText(fields: Fields): string {
  return FIELDS.map((field) => `${normalise(fields[field])} ${compact(fields[field])}`).join(
    SEPARATOR,
  );
}

/**
 * The fields a set of words was found in, best first, and what that is worth. A whole field beats a
 * part of one, the beginning of a field beats its middle.
 */
export function matchFields(
  text: string,
  words: readonly string[],
): { fields: Field[]; score: number } {
  const parts = text.split(SEPARATOR);
  const found = new Map<Field, number>();
  let score = 0;
  for (const word of words) {
    let best = 0;
    for (const [index, field] of FIELDS.entries()) {
      const part = parts[index] ?? '';
      const at = part.indexOf(word);
      if (at < 0) continue;
      const worth = WEIGHT[field] * (part.split(' ').includes(word) ? 2 : at === 0 ? 1.5 : 1);
      found.set(field, Math.max(found.get(field) ?? 0, worth));
      best = Math.max(best, worth);
    }
    score += best;
  }
  const fields = [...found].sort((a, b) => b[1] - a[1]).map(([field]) => field);
  return { fields, score };
}
