interface Segmenter {
  segment(text: string): Iterable<unknown>;
}

type SegmenterOf = new (language: string, options: { granularity: 'grapheme' }) => Segmenter;

// Mini-program engines have none; there an emoji of several parts counts its parts, never too few.
const Graphemes =
  typeof Intl === 'undefined' ? undefined : (Intl as { Segmenter?: SegmenterOf }).Segmenter;
const segmenter = Graphemes ? new Graphemes('zh', { granularity: 'grapheme' }) : null;

/** Characters as a person counts them: a family of emoji is one. */
export function countCharacters(text: string): number {
  return Array.from(segmenter ? segmenter.segment(text) : text).length;
}

/** A dispute stops money: its reason says something, in as many characters as a person counts. */
export const LEAST_DISPUTE_CHARACTERS = 4;
