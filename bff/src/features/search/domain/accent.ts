/** More than there are in the language. */
const SYLLABLES = 2_000;
const blunted = new Map<string, string>();

/** Sounds that many speakers do not keep apart: zh and z, ing and in, … */
export function blurred(syllable: string): string {
  let blunt = blunted.get(syllable);
  if (blunt === undefined) {
    blunt = syllable.replace(/^([zcs])h/, '$1').replace(/([iea]n)g$/, '$1');
    if (blunted.size < SYLLABLES) blunted.set(syllable, blunt);
  }
  return blunt;
}

/** A run of pinyin as those speakers may write it, and where each of its letters stood. */
export function blurredRun(letters: string): { text: string; places: readonly number[] } {
  const places: number[] = [];
  for (let at = 0; at < letters.length; at += 1) {
    const before = letters[at - 1] ?? '';
    const isDropped =
      (letters[at] === 'h' && 'zcs'.includes(before || ' ')) ||
      (letters[at] === 'g' && /[iea]n/.test(letters.slice(Math.max(0, at - 2), at)));
    if (!isDropped) places.push(at);
  }
  return { text: places.map((at) => letters[at]).join(''), places };
}
