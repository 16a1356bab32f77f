const LINE_ENDS = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
/** Half a character, or a control: neither has a look of its own. */
const CONTROLS = /\p{Surrogate}|(?!\n)\p{Control}/gu;
/**
 * Marks that turn the direction of whatever follows them, also beyond the text. Letters of scripts
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
 * Words of strangers as they may stand on anyone's page or in a mail: nothing in them reaches outside of
 * them. Kept are letters of every script, emoji and line breaks.
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

/** The same on one line, for headers and titles. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ');
}
