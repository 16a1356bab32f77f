/** Which documents hold a key, and how much: rows of numbers side by side, in the order of the keys. */
export interface PostingRows {
  keys: readonly string[];
  /** Where each key's documents begin; one longer than the keys. */
  starts: Uint32Array;
  docs: Uint32Array;
  /** In 255ths. */
  weights: Uint8Array;
}

/** Collects postings document by document, then lays them out. */
export class PostingsBuilder {
  private readonly numbers = new Map<string, number>();
  private keyOf: Uint32Array = new Uint32Array(1024);
  private docs: Uint32Array = new Uint32Array(1024);
  private weights: Uint8Array = new Uint8Array(1024);
  private size = 0;

  /** @param weight 0 to 1 */
  add(doc: number, key: string, weight: number): void {
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.numbers.size;
      this.numbers.set(key, number);
    }
    if (this.size === this.docs.length) this.grow();
    this.keyOf[this.size] = number;
    this.docs[this.size] = doc;
    this.weights[this.size] = Math.max(1, Math.round(Math.min(1, weight) * 255));
    this.size += 1;
  }

  private grow(): void {
    const longer = <T extends Uint32Array | Uint8Array>(old: T, made: T): T => {
      made.set(old);
      return made;
    };
    const length = this.docs.length * 2;
    this.keyOf = longer(this.keyOf, new Uint32Array(length));
    this.docs = longer(this.docs, new Uint32Array(length));
    this.weights = longer(this.weights, new Uint8Array(length));
  }

  build(): PostingRows {
    const starts = new Uint32Array(this.numbers.size + 1);
    for (let at = 0; at < this.size; at += 1) {
      const next = (this.keyOf[at] ?? 0) + 1;
      starts[next] = (starts[next] ?? 0) + 1;
    }
    for (let key = 1; key <= this.numbers.size; key += 1) {
      starts[key] = (starts[key] ?? 0) + (starts[key - 1] ?? 0);
    }
    const next = starts.slice(0, -1);
    const [docs, weights] = [new Uint32Array(this.size), new Uint8Array(this.size)];
    for (let at = 0; at < this.size; at += 1) {
      const key = this.keyOf[at] ?? 0;
      const place = next[key] ?? 0;
      next[key] = place + 1;
      docs[place] = this.docs[at] ?? 0;
      weights[place] = this.weights[at] ?? 0;
    }
    return { keys: [...this.numbers.keys()], starts, docs, weights };
  }
}

interface Segment {
  numbers: ReadonlyMap<string, number>;
  rows: PostingRows;
  /** What the first document of these rows is numbered. */
  first: number;
}

/** Postings of one or more lots of documents, which follow one another. */
export class Postings {
  private readonly segments: Segment[] = [];

  add(rows: PostingRows, first: number): void {
    const numbers = new Map(rows.keys.map((key, number) => [key, number]));
    this.segments.push({ numbers, rows, first });
  }

  keys(): Set<string> {
    return new Set(this.segments.flatMap(({ rows }) => rows.keys));
  }

  countOf(key: string): number {
    let count = 0;
    for (const { numbers, rows } of this.segments) {
      const number = numbers.get(key);
      if (number === undefined) continue;
      count += (rows.starts[number + 1] ?? 0) - (rows.starts[number] ?? 0);
    }
    return count;
  }

  /** Calls for every document that holds a key; weights from 0 to 1. */
  each(key: string, visit: (doc: number, weight: number) => void): void {
    for (const { numbers, rows, first } of this.segments) {
      const number = numbers.get(key);
      if (number === undefined) continue;
      const { starts, docs, weights } = rows;
      const end = starts[number + 1] ?? 0;
      for (let at = starts[number] ?? 0; at < end; at += 1) {
        visit((docs[at] ?? 0) + first, (weights[at] ?? 0) / 255);
      }
    }
  }
}
