/** What an instrument is found by. */
export interface Findable {
  classCode: string;
  /** See `findableText`. */
  text: string;
}

const MOST_WORDS = 8;
const SEPARATORS = /[\s\-_./·•,，。、()（）[\]【】]+/;

const partsOf = (text: string) =>
  text.normalize('NFKC').toLowerCase().split(SEPARATORS).filter(Boolean);

/** The words that stand on an instrument in one form, also with their parts run together. */
export function findableText(fields: readonly (string | null)[]): string {
  return fields
    .map((field) => partsOf(field ?? ''))
    .map((parts) => `${parts.join(' ')} ${parts.join('')}`)
    .join('\n');
}

/** Whether an instrument fits the words of a search: every one of them is found in it. */
export function fits(q: string, { classCode, text }: Findable): boolean {
  const words = partsOf(q).slice(0, MOST_WORDS);
  return words.every((word) => word === classCode || text.includes(word));
}
