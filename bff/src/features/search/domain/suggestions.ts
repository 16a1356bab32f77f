import type { Concept } from './concept.ts';
import type { SoundsOf } from './sounds.ts';
import { hasHan, plain } from './words.ts';

export interface Suggestion {
  kind: 'class' | 'model' | 'maker' | 'unit' | 'city' | 'name';
  text: string;
  /** How many instruments it finds. */
  count: number;
}

/** A word to suggest, as it is ranked. */
export interface SuggestedWord extends Suggestion {
  /** The kind it names: two names of one kind are enough. */
  of?: string;
  /** What laboratories say comes after what things are called. */
  isNickname?: boolean;
}

/** How a key stands for its word: it begins the word itself, its sound or its initials, or stands within it. */
const WORD = 0;
const SOUND = 1;
const INITIALS = 2;
const WITHIN = 3;

/** Suggestions with their keys in order, as one thread hands them to another. */
export interface SuggestionRows {
  items: readonly SuggestedWord[];
  /** All keys, one behind the other. */
  text: string;
  /** Where each key begins; one longer than the keys. */
  starts: Uint32Array;
  /** Of the items, which. */
  item: Uint32Array;
  way: Uint8Array;
}

const squeezed = (text: string) => text.replaceAll(' ', '');

/** Lays out the keys of every suggestion that finds something. */
export function suggestionRows(
  items: readonly SuggestedWord[],
  { simplify, soundsOf }: { simplify: (text: string) => string; soundsOf: SoundsOf },
): SuggestionRows {
  const keys: { key: string; item: number; way: number }[] = [];
  for (const [item, { text, kind, count }] of items.entries()) {
    const whole = squeezed(plain(text, simplify));
    if (whole === '' || count === 0) continue;
    keys.push({ key: whole, item, way: WORD });
    if (kind === 'model' || !hasHan(whole)) continue;
    const sounds = soundsOf(whole);
    keys.push({ key: sounds.join(''), item, way: SOUND });
    keys.push({ key: sounds.map(([letter]) => letter ?? '').join(''), item, way: INITIALS });
    for (let from = 1; from < whole.length - 1; from += 1) {
      keys.push({ key: whole.slice(from), item, way: WITHIN });
    }
  }
  keys.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const starts = new Uint32Array(keys.length + 1);
  keys.forEach(({ key }, at) => (starts[at + 1] = (starts[at] ?? 0) + key.length));
  return {
    items,
    text: keys.map(({ key }) => key).join(''),
    starts,
    item: Uint32Array.from(keys, ({ item }) => item),
    way: Uint8Array.from(keys, ({ way }) => way),
  };
}

const SHOWN = 10;
/** Of what a longer beginning is shared by, so many keys are looked at. */
const LOOKED_AT = 400;
const SHORT = 3;
/** What a word counts for when only its sound, or its initials or a later part, begin so. */
const WORTH = [1, 0.25, 0.06, 0.06];
const WHOLE = 4;
const NICKNAME = 0.5;
const NAMES_OF_KIND = 2;

/** Words that can go on from what has been typed. */
export class Suggestions {
  /** What one or two letters begin is long, and asked for often. */
  private readonly short = new Map<string, Suggestion[]>();

  constructor(
    private readonly rows: SuggestionRows,
    private readonly simplify: (text: string) => string,
  ) {}

  private startOf(prefix: string): number {
    const { text, starts } = this.rows;
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      const from = starts[middle] ?? 0;
      const to = Math.min(starts[middle + 1] ?? 0, from + prefix.length);
      if (text.slice(from, to) < prefix) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Up to ten, best first: what begins so before what only holds it, what finds more before what finds less. */
  find(typed: string): readonly Suggestion[] {
    const prefix = squeezed(plain(typed, this.simplify));
    if (prefix === '') return [];
    const known = this.short.get(prefix);
    if (known !== undefined) return known;
    const found = this.search(prefix, prefix.length < SHORT ? Infinity : LOOKED_AT);
    if (prefix.length < SHORT && found.length > 0) this.short.set(prefix, found);
    return found;
  }

  private search(prefix: string, most: number): Suggestion[] {
    const { items, text, starts, item, way } = this.rows;
    const best = new Map<number, number>();
    const first = this.startOf(prefix);
    for (let at = first; at < item.length && at - first < most; at += 1) {
      const from = starts[at] ?? 0;
      const length = (starts[at + 1] ?? 0) - from;
      if (length < prefix.length || !text.startsWith(prefix, from)) break;
      const number = item[at] ?? 0;
      const whole = length === prefix.length ? WHOLE : 0;
      const { count = 0, isNickname = false } = items[number] ?? {};
      const heard = isNickname ? count * NICKNAME : count;
      const worth = (Math.log(1 + heard) + whole) * (WORTH[way[at] ?? 0] ?? 0);
      if (worth > (best.get(number) ?? 0)) best.set(number, worth);
    }
    const texts = new Set<string>();
    const named = new Map<string, number>();
    const found: Suggestion[] = [];
    for (const [number] of [...best].sort((a, b) => b[1] - a[1] || a[0] - b[0])) {
      const one = items[number];
      if (one === undefined || texts.has(one.text)) continue;
      const { kind, text: word, count, of = '' } = one;
      const names = named.get(of) ?? 0;
      if (of !== '' && names === NAMES_OF_KIND) continue;
      named.set(of, names + 1);
      texts.add(word);
      found.push({ kind, text: word, count });
      if (found.length === SHOWN) break;
    }
    return found;
  }
}

/** The names of kinds, each with how many instruments it finds. */
export function namesOfKinds(
  concepts: readonly Concept[],
  countOf: (conceptId: string) => number,
): SuggestedWord[] {
  return concepts.flatMap(({ id, zh, en, abbreviations, nicknames }) => {
    const kind = { kind: 'class' as const, count: countOf(id), of: id };
    return [
      ...[...zh, ...abbreviations, ...en].map((text) => ({ ...kind, text })),
      ...nicknames.map((text) => ({ ...kind, text, isNickname: true })),
    ];
  });
}
