import { blurred, blurredRun } from './accent.ts';
import type { Lexicon } from './lexicon.ts';
import { Spelling } from './typos.ts';

/** The pinyin of a Chinese text, without tones, one syllable a character. */
export type SoundsOf = (text: string) => readonly string[];

const FEWEST_INITIALS = 3;
/** Letters from which on a word in pinyin is known again with mistakes in it. */
const FEWEST_LETTERS = 8;

interface Heard {
  from: number;
  to: number;
  keys: readonly string[];
}

/** The lexicon's Chinese words by how they sound. */
export class Sounds {
  private readonly whole = new Map<string, string[]>();
  private readonly near = new Map<string, string[]>();
  private readonly blunt = new Map<string, string[]>();
  private readonly spelling: Spelling;
  private readonly initials = new Map<string, string[]>();
  private longest = 1;

  constructor(
    lexicon: Lexicon,
    private readonly soundsOf: SoundsOf,
  ) {
    for (const key of lexicon.keys()) {
      // The x of X射线衍射仪 is said as well.
      const isSpoken = key.length >= 2 && /^[a-z]?[\u3400-\u9fff]+$/.test(key);
      if (!isSpoken || lexicon.sensesOf(key).every(({ how }) => how === 'purpose')) continue;
      const syllables = soundsOf(key);
      keep(this.whole, syllables.join(''), key);
      keep(this.near, syllables.map(blurred).join(' '), key);
      keep(this.blunt, blurredRun(syllables.join('')).text, key);
      if (syllables.length >= FEWEST_INITIALS) {
        keep(this.initials, syllables.map(([letter]) => letter ?? '').join(''), key);
      }
      this.longest = Math.max(this.longest, syllables.join('').length);
    }
    this.spelling = new Spelling(
      [...this.whole.keys()].filter(({ length }) => length >= FEWEST_LETTERS),
    );
  }

  /** Words that sound as a Chinese text does, or nearly so. */
  soundingLike(text: string): readonly string[] {
    return this.near.get(this.soundsOf(text).map(blurred).join(' ')) ?? [];
  }

  abbreviatedTo(letters: string): readonly string[] {
    return this.initials.get(letters) ?? [];
  }

  /** The words that a run of letters as a whole may have been meant for, with a letter or two wrong. */
  misspelt(letters: string): readonly string[] {
    if (letters.length < FEWEST_LETTERS) return [];
    return this.spelling.nearest(letters).flatMap((sound) => this.whole.get(sound) ?? []);
  }

  /** Words in pinyin within a run of letters, as few and as long as can be; what is no word is left. */
  read(letters: string): Heard[] {
    return this.split(letters, this.whole);
  }

  /** The same for those who write zh as z and ing as in. */
  readBlurred(letters: string): Heard[] {
    const { text, places } = blurredRun(letters);
    return this.split(text, this.blunt).map(({ from, to, keys }) => ({
      from: places[from] ?? 0,
      to: places[to] ?? letters.length,
      keys,
    }));
  }

  private split(letters: string, words: ReadonlyMap<string, readonly string[]>): Heard[] {
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
        const keys = words.get(letters.slice(from, to));
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
