/** What an instrument is found by. */
export interface Findable {
  classCode: string;
  /** Its search document: names, model, maker, class, place and description. */
  text: string;
}

const MOST_WORDS = 8;

function wordsOf(q: string): string[] {
  return q
    .normalize('NFKC')
    .toLowerCase()
    .split(/[\s\-_./·•,，。、()[\]【】]+/)
    .filter(Boolean)
    .slice(0, MOST_WORDS);
}

/** Whether an instrument fits the words of a search: every one of them is found in it. */
export function fits(q: string, { classCode, text }: Findable): boolean {
  return wordsOf(q).every((word) => word === classCode || text.includes(word));
}
