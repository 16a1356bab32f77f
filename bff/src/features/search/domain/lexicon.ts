import { keyOf, longerKey, type Unit, unitsOf } from './words.ts';

/** How a word means its sense: a full name, letters, what laboratories say, a purpose, a family of kinds. */
export type How = 'name' | 'abbreviation' | 'nickname' | 'purpose' | 'family';

export interface Sense {
  kind: 'concept' | 'city' | 'unit' | 'maker' | 'model';
  id: string;
  how: How;
}

export interface Term extends Sense {
  /** In its plain form. */
  text: string;
}

export interface Match {
  from: number;
  to: number;
  key: string;
  senses: readonly Sense[];
}

export const HOW_WEIGHT: Readonly<Record<How, number>> = {
  name: 1,
  abbreviation: 0.95,
  nickname: 0.9,
  purpose: 0.7,
  family: 0.45,
};

const NONE: readonly Sense[] = [];

interface Entry {
  /** None where it is only what a longer term begins with. */
  senses: Sense[];
  isBeginning: boolean;
}

/** Every word that means something: kinds of instruments, cities, units, makers and models. */
export class Lexicon {
  private readonly entries = new Map<string, Entry>();

  constructor(terms: Iterable<Term>) {
    for (const term of terms) this.add(term);
  }

  private add({ text, ...sense }: Term): void {
    const units = unitsOf(text);
    // FE-SEM is also written FESEM.
    const joined = unitsOf(units.map(({ raw }) => raw).join(''));
    for (const one of units.length > 1 ? [units, joined] : [units]) {
      if (one.length === 0) continue;
      this.put(keyOf(one), sense);
      for (let length = 1; length < one.length; length += 1) {
        this.entry(keyOf(one.slice(0, length))).isBeginning = true;
      }
    }
  }

  private entry(key: string): Entry {
    const known = this.entries.get(key);
    if (known !== undefined) return known;
    const entry = { senses: [], isBeginning: false };
    this.entries.set(key, entry);
    return entry;
  }

  private put(key: string, sense: Sense): void {
    const { senses } = this.entry(key);
    const at = senses.findIndex(({ kind, id }) => kind === sense.kind && id === sense.id);
    const known = senses[at];
    if (known === undefined) senses.push(sense);
    else if (HOW_WEIGHT[sense.how] > HOW_WEIGHT[known.how]) senses[at] = sense;
  }

  sensesOf(key: string): readonly Sense[] {
    return this.entries.get(key)?.senses ?? NONE;
  }

  *keys(): Generator<string> {
    for (const [key, { senses }] of this.entries) if (senses.length > 0) yield key;
  }

  /**
   * The words of a text, longest first where they overlap: the reading that leaves the fewest units
   * over, and of those the one with the fewest words.
   */
  read(units: readonly Unit[]): Match[] {
    const best: Step[] = Array.from({ length: units.length + 1 }, () => ({ ...UNREACHED }));
    best[0] = { left: 0, words: 0, match: null };
    for (let from = 0; from < units.length; from += 1) {
      const { left, words } = best[from] ?? UNREACHED;
      better(best, from + 1, { left: left + 1, words, match: null });
      let key = '';
      for (let to = from + 1; to <= units.length; to += 1) {
        const unit = units[to - 1];
        if (unit === undefined) break;
        key = longerKey(key, to === from + 1 ? undefined : units[to - 2], unit);
        const entry = this.entries.get(key);
        if (entry === undefined) break;
        const { senses } = entry;
        if (senses.length > 0) {
          better(best, to, { left, words: words + 1, match: { from, to, key, senses } });
        }
        if (!entry.isBeginning) break;
      }
    }
    const matches: Match[] = [];
    for (let to = units.length; to > 0;) {
      const match = best[to]?.match ?? null;
      if (match !== null) matches.unshift(match);
      to = match === null ? to - 1 : match.from;
    }
    return matches;
  }
}

interface Step {
  left: number;
  words: number;
  match: Match | null;
}

const UNREACHED: Step = { left: Infinity, words: Infinity, match: null };

function better(best: Step[], at: number, step: Step): void {
  const known = best[at] ?? UNREACHED;
  if (step.left < known.left || (step.left === known.left && step.words < known.words)) {
    best[at] = step;
  }
}
