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

/** Finds kinds of instruments by what a sentence wants to know: BM25 over the dictionary itself. */
export class PurposeIndex {
  private readonly postings = new Map<string, Map<number, number>>();
  private readonly ids: string[] = [];
  private readonly lengths: number[] = [];
  private readonly mean: number;

  constructor(sources: readonly PurposeSource[]) {
    for (const { id, texts } of sources) {
      const at = this.ids.push(id) - 1;
      let length = 0;
      for (const { text, weight } of texts) {
        for (const feature of featuresOf(text)) {
          const posting = this.postings.get(feature) ?? new Map<number, number>();
          posting.set(at, (posting.get(at) ?? 0) + weight);
          this.postings.set(feature, posting);
          length += weight;
        }
      }
      this.lengths.push(length);
    }
    this.mean = this.lengths.reduce((sum, one) => sum + one, 0) / Math.max(1, this.lengths.length);
  }

  /** Whether some kind's words hold all of these characters as they stand. */
  knows(text: string): boolean {
    for (let at = 0; at + 1 < text.length; at += 1) {
      if (!this.postings.has(text.slice(at, at + 2))) return false;
    }
    return text.length > 1;
  }

  private rarity(feature: string, isWord: boolean): number {
    const found = this.postings.get(feature)?.size ?? 0;
    const worth = Math.log(1 + (this.ids.length - found + 0.5) / (found + 2));
    return isWord ? worth : worth * ALONE;
  }

  /**
   * The kinds that fit best, best first.
   * @param sought the part of the text that says what is looked for: the 镉 of 稻米里的镉
   * @param meant other words for what the text says
   */
  find(text: string, most: number, { sought, meant } = { sought: '', meant: '' }): Purpose[] {
    const found = new Map<number, { score: number; heard: number; isMore: boolean }>();
    const words = new Set(text.match(RUNS));
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
      for (const [at, count] of this.postings.get(feature) ?? []) {
        const norm = K1 * (1 - B + (B * (this.lengths[at] ?? 0)) / this.mean);
        const one = found.get(at) ?? { score: 0, heard: 0, isMore: false };
        one.score += (rarity * count * (K1 + 1)) / (count + norm);
        one.heard += rarity;
        one.isMore ||= isWord;
        found.set(at, one);
      }
    }
    return [...found]
      .filter(([, { heard, isMore }]) => isMore || heard >= LEAST_EXPLAINED * whole)
      .sort((a, b) => b[1].score - a[1].score || a[0] - b[0])
      .slice(0, most)
      .map(([at, { score, heard }]) => ({
        id: this.ids[at] ?? '',
        score,
        explained: heard / whole,
      }));
  }
}
