/** A model name without its separators: `JEM-2100F` and `jem 2100f` are both `jem2100f`. */
export function modelKey(model: string): string {
  return model
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9\u03b1-\u03c9\u3400-\u9fff]+/g, '');
}

/** The words a model name is made of, capitals inside a word beginning a new one: FACS, Aria, III. */
export function modelWords(model: string): string[] {
  return model
    .normalize('NFKC')
    .split(/[^A-Za-z0-9\u3400-\u9fff]+|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})/)
    .map((word) => word.toLowerCase())
    .filter((word) => word.length > 1);
}

const FEWEST = 3;

/** The models of the catalogue, each with its key; sorted, so that the beginning of a name finds them. */
export class Models {
  private readonly keys: readonly string[];
  private readonly byWord = new Map<string, string[]>();

  constructor(models: Iterable<string>) {
    const words = new Map<string, Set<string>>();
    const keys = new Set<string>();
    for (const model of models) {
      const key = modelKey(model);
      if (key.length < FEWEST) continue;
      keys.add(key);
      for (const word of modelWords(model)) {
        if (/^\d+$/.test(word)) continue;
        words.set(word, (words.get(word) ?? new Set()).add(key));
      }
    }
    this.keys = [...keys].sort();
    for (const [word, found] of words) this.byWord.set(word, [...found]);
  }

  /** Keys of the models that are so called, or else whose name begins so. */
  beginningWith(key: string): string[] {
    if (key.length < FEWEST) return [];
    let [low, high] = [0, this.keys.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.keys[middle] ?? '') < key) low = middle + 1;
      else high = middle;
    }
    const found: string[] = [];
    for (let at = low; this.keys[at]?.startsWith(key); at += 1) found.push(this.keys[at] ?? '');
    return found[0] === key ? [key] : found;
  }

  /** Keys of the models that hold every one of some words. */
  holding(words: readonly string[]): string[] {
    const [first = [], ...others] = words.map((word) => this.byWord.get(word) ?? []);
    return first.filter((key) => others.every((keys) => keys.includes(key)));
  }
}
