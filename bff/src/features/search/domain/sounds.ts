import type { Lexicon } from './lexicon.ts';
import { isHan } from './words.ts';

/** The pinyin of a Chinese text, without tones, one syllable a character. */
export type SoundsOf = (text: string) => readonly string[];

/** Sounds that many speakers do not keep apart: zh and z, ing and in, … */
export function blurred(syllable: string): string {
  let blunt = blunted.get(syllable);
  if (blunt === undefined) {
    blunt = syllable.replace(/^([zcs])h/, '$1').replace(/([iea]n)g$/, '$1');
    if (blunted.size < SYLLABLES) blunted.set(syllable, blunt);
  }
  return blunt;
}

/** More than there are in the language. */
const SYLLABLES = 2_000;
const blunted = new Map<string, string>();

const FEWEST_INITIALS = 3;

interface Heard {
  from: number;
  to: number;
  keys: readonly string[];
}

/** The lexicon's Chinese words by how they sound. */
export class Sounds {
  private readonly whole = new Map<string, string[]>();
  private readonly near = new Map<string, string[]>();
  private readonly initials = new Map<string, string[]>();
  private longest = 1;

  constructor(
    lexicon: Lexicon,
    private readonly soundsOf: SoundsOf,
  ) {
    for (const key of lexicon.keys()) {
      const isSpoken = key.length >= 2 && isHan(key[0] ?? '') && isHan(key.at(-1) ?? '');
      if (!isSpoken || lexicon.sensesOf(key).every(({ how }) => how === 'purpose')) continue;
      const syllables = soundsOf(key);
      keep(this.whole, syllables.join(''), key);
      keep(this.near, syllables.map(blurred).join(' '), key);
      if (syllables.length >= FEWEST_INITIALS) {
        keep(this.initials, syllables.map(([letter]) => letter ?? '').join(''), key);
      }
      this.longest = Math.max(this.longest, syllables.join('').length);
    }
  }

  /** Words that sound as a Chinese text does, or nearly so. */
  soundingLike(text: string): readonly string[] {
    return this.near.get(this.soundsOf(text).map(blurred).join(' ')) ?? [];
  }

  abbreviatedTo(letters: string): readonly string[] {
    return this.initials.get(letters) ?? [];
  }

  /** Words in pinyin within a run of letters, as few and as long as can be; what is no word is left. */
  read(letters: string): Heard[] {
    const best: { left: number; words: number; heard: Heard | null }[] = [
      { left: 0, words: 0, heard: null },
    ];
    for (let to = 1; to <= letters.length; to += 1) {
      const before = best[to - 1] ?? { left: 0, words: 0 };
      let chosen: (typeof best)[number] = {
        left: before.left + 1,
        words: before.words,
        heard: null,
      };
      for (let from = Math.max(0, to - this.longest); from < to - 2; from += 1) {
        const keys = this.whole.get(letters.slice(from, to));
        const start = best[from];
        if (keys === undefined || start === undefined) continue;
        const isBetter =
          start.left < chosen.left ||
          (start.left === chosen.left && start.words + 1 < chosen.words);
        if (isBetter) {
          chosen = { left: start.left, words: start.words + 1, heard: { from, to, keys } };
        }
      }
      best.push(chosen);
    }
    const found: Heard[] = [];
    for (let to = letters.length; to > 0;) {
      const heard = best[to]?.heard ?? null;
      if (heard !== null) found.unshift(heard);
      to = heard === null ? to - 1 : heard.from;
    }
    return found;
  }
}

function keep(map: Map<string, string[]>, sound: string, key: string): void {
  const keys = map.get(sound);
  if (keys === undefined) map.set(sound, [key]);
  else keys.push(key);
}
