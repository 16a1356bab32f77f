/** Figures of the rules of the domain, "Reviews". */
export const MOST_CHARACTERS = 240;
/** Room for the largest emoji families, and a bound on what 240 characters can weigh. */
const MOST_CODE_POINTS = 8 * MOST_CHARACTERS;

const LINE_ENDS = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
/** Half a character, or a control: neither has a look of its own. */
const CONTROLS = /\p{Surrogate}|(?!\n)\p{Control}/gu;
/**
 * Marks that turn the direction of whatever follows them, also beyond the review. Letters of scripts
 * written right to left need none of them: they carry their direction themselves.
 */
const DIRECTION_MARKS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;
/** Unseen, but no part of how emoji and letters join (U+200C, U+200D and variation selectors are). */
const UNSEEN =
  /[\u00AD\u115F\u1160\u180E\u200B\u2060-\u2065\u206A-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFC]/g;
/** No script piles more marks on one letter; towers of them run over the lines above and below. */
const TOWERS = /(\p{Mark}{4})\p{Mark}+/gu;
const MANY_LINES = /\n{3,}/g;

/**
 * Words of strangers as they may stand on anyone's page: nothing in them reaches outside of them. Kept
 * are letters of every script, emoji and line breaks.
 */
export function cleanText(text: string): string {
  return text
    .replace(LINE_ENDS, '\n')
    .replaceAll('\t', ' ')
    .replace(CONTROLS, '')
    .replace(DIRECTION_MARKS, '')
    .replace(UNSEEN, '')
    .normalize('NFC')
    .replace(TOWERS, '$1')
    .replace(MANY_LINES, '\n\n')
    .trim();
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** Characters as a person counts them: a family of emoji is one. */
export function countCharacters(text: string): number {
  return Array.from(segmenter.segment(text)).length;
}

export function isTooLong(text: string): boolean {
  return Array.from(text).length > MOST_CODE_POINTS || countCharacters(text) > MOST_CHARACTERS;
}
