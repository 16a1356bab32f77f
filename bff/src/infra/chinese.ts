import { createRequire } from 'node:module';
import { pinyin } from 'pinyin-pro';

interface OpenCC {
  Converter: (options: { from: string; to: string }) => (text: string) => string;
}

// The package's own typings cover its whole; its small half for this direction has none.
const require = createRequire(import.meta.url);
const { Converter } = require('opencc-js/t2cn') as OpenCC;
const toSimplified = Converter({ from: 't', to: 'cn' });

const HAN = /[\u3400-\u9fff]/;

/** Traditional characters as simplified ones; everything else stays. */
export function simplify(text: string): string {
  if (!HAN.test(text)) return text;
  const simple = toSimplified(text);
  // Some rare characters (噁) have simplified forms that hardly any text or font knows.
  return simple.length === text.length ? simple : Array.from(text, usual).join('');
}

function usual(letter: string): string {
  const simple = toSimplified(letter);
  return simple.length === letter.length ? simple : letter;
}

const KEPT_AT_MOST = 40_000;
const known = new Map<string, readonly string[]>();

/** The pinyin of a text, a syllable without its tone for each Chinese character; other runs stay whole. */
export function soundsOf(text: string): readonly string[] {
  let sounds = known.get(text);
  if (sounds === undefined) {
    sounds = pinyin(text, { toneType: 'none', type: 'array', v: true, nonZh: 'consecutive' }).map(
      (syllable) => syllable.toLowerCase().replaceAll(' ', ''),
    );
    keepSounds([[text, sounds]]);
  }
  return sounds;
}

/** Takes over what another thread has looked up. */
export function keepSounds(all: Iterable<readonly [string, readonly string[]]>): void {
  for (const [text, sounds] of all) {
    if (known.size >= KEPT_AT_MOST) known.clear();
    known.set(text, sounds);
  }
}

export function keptSounds(): [string, readonly string[]][] {
  return [...known];
}
