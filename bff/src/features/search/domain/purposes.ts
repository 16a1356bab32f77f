import { isHan, stem } from './words.ts';

/** What one kind of instrument is for, as a little text to be searched. */
export interface PurposeSource {
  id: string;
  /** Plain texts; a purpose says more about what a thing is for than its name does. */
  texts: readonly { text: string; weight: number }[];
}

export interface Purpose {
  id: string;
  score: number;
  /** How much of what the sentence says is found in the kind's own words: 0 to 1. */
  explained: number;
}

const K1 = 0.5;
/** What is described at length is what people know best, not what they mean least. */
const B = 0.05;
/** One character alone may carry the matter (铅, 糖), but says less than a pair. */
const ALONE = 0.3;
/** What is looked for counts more than what it is looked for in. */
const SOUGHT = 1.6;
const AT_HAND = 0.4;
const MEANT = 0.6;
/** Characters that stand alone between words and yet name nothing. */
const FAINT = new Set('不没无很太再又才只已最多少大小好坏新老高低长短一二两三几年月日时人');
/** Single characters that explain less of a sentence are in it by chance. */
const LEAST_EXPLAINED = 0.2;
const RUNS = /[\u3400-\u9fff]+|[^\u3400-\u9fff ]+/g;

/** Pairs of neighbouring characters, characters alone and other words: what laymen's sentences share. */
export function featuresOf(text: string): string[] {
  const features: string[] = [];
  for (const [run] of text.matchAll(RUNS)) {
    if (!isHan(run)) features.push(stem(run));
    else {
      for (let at = 0; at + 1 < run.length; at += 1) features.push(run.slice(at, at + 2));
      features.push(...Array.from(run));
    }
  }
  return features;
}

/** The kinds whose words hold a feature, by their places, and how much each holds it. */
interface Holders {
  places: Uint16Array;
  weights: Float32Array;
}

const NONE: Holders = { places: new Uint16Array(0), weights: new Float32Array(0) };

/** Finds kinds of instruments by what a sentence wants to know: BM25 over the dictionary itself. */
export class PurposeIndex {
  private readonly holders = new Map<string, Holders>();
  private readonly ids: readonly string[];
  /** Room for one question, all zero between two. */
  private readonly scores: Float64Array;
  private readonly heard: Float64Array;
  private readonly isMore: Uint8Array;

  constructor(sources: readonly PurposeSource[]) {
    this.ids = sources.map(({ id }) => id);
    this.scores = new Float64Array(sources.length);
    this.heard = new Float64Array(sources.length);
    this.isMore = new Uint8Array(sources.length);
    const counts = new Map<string, Map<number, number>>();
    const lengths = sources.map(({ texts }, at) => {
      let length = 0;
      for (const { text, weight } of texts) {
        for (const feature of featuresOf(text)) {
          const own = counts.get(feature) ?? new Map<number, number>();
          own.set(at, (own.get(at) ?? 0) + weight);
          counts.set(feature, own);
          length += weight;
        }
      }
      return length;
    });
    const mean = lengths.reduce((sum, one) => sum + one, 0) / Math.max(1, lengths.length);
    const weightOf = (at: number, count: number) => {
      const norm = K1 * (1 - B + (B * (lengths[at] ?? 0)) / mean);
      return (count * (K1 + 1)) / (count + norm);
    };
    for (const [feature, own] of counts) {
      this.holders.set(feature, {
        places: Uint16Array.from(own.keys()),
        weights: Float32Array.from(own, ([at, count]) => weightOf(at, count)),
      });
    }
  }

  /** Whether some kind's words hold an English word. */
  holds(word: string): boolean {
    return this.holders.has(stem(word));
  }

  /** Whether some kind's words hold all of these characters as they stand. */
  knows(text: string): boolean {
    for (let at = 0; at + 1 < text.length; at += 1) {
      if (!this.holders.has(text.slice(at, at + 2))) return false;
    }
    return text.length > 1;
  }

  private rarity(feature: string, isWord: boolean): number {
    const found = this.holders.get(feature)?.places.length ?? 0;
    const worth = Math.log(1 + (this.ids.length - found + 0.5) / (found + 2));
    return isWord ? worth : worth * ALONE;
  }

  /**
   * The kinds that fit best, best first.
   * @param sought the part of the text that says what is looked for: the 镉 of 稻米里的镉
   * @param meant other words for what the text says
   */
  find(text: string, most: number, { sought, meant } = { sought: '', meant: '' }): Purpose[] {
    const found: number[] = [];
    const words = new Set(`${text} ${meant}`.match(RUNS));
    const soughtFeatures = new Set(featuresOf(sought));
    let whole = 0;
    const said = new Set(featuresOf(text));
    for (const feature of new Set([...said, ...featuresOf(meant)])) {
      const isWord =
        feature.length > 1 || !isHan(feature) || (words.has(feature) && !FAINT.has(feature));
      const isSought = sought === '' || soughtFeatures.has(feature);
      const part = !said.has(feature) ? MEANT : sought === '' ? 1 : isSought ? SOUGHT : AT_HAND;
      const rarity = this.rarity(feature, isWord) * part;
      whole += rarity;
      const { places, weights } = this.holders.get(feature) ?? NONE;
      for (let place = 0; place < places.length; place += 1) {
        const at = places[place] ?? 0;
        if (this.heard[at] === 0) found.push(at);
        this.scores[at] = (this.scores[at] ?? 0) + rarity * (weights[place] ?? 0);
        this.heard[at] = (this.heard[at] ?? 0) + rarity;
        if (isWord) this.isMore[at] = 1;
      }
    }
    const fitting = found
      .map((at) => this.take(at))
      .filter(({ heard, isMore }) => isMore || heard >= LEAST_EXPLAINED * whole);
    return fitting
      .sort((a, b) => b.score - a.score || a.at - b.at)
      .slice(0, most)
      .map(({ at, score, heard }) => ({
        id: this.ids[at] ?? '',
        score,
        explained: heard / whole,
      }));
  }

  /** What a kind has come to, which is forgotten by that. */
  private take(at: number) {
    const taken = {
      at,
      score: this.scores[at] ?? 0,
      heard: this.heard[at] ?? 0,
      isMore: this.isMore[at] === 1,
    };
    this.scores[at] = 0;
    this.heard[at] = 0;
    this.isMore[at] = 0;
    return taken;
  }
}
