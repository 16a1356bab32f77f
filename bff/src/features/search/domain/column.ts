type Numbers = Float64Array | Uint32Array | Uint8Array;
type Maker<T> = new (length: number) => T;

/** A row of numbers that grows. */
export class Column<T extends Numbers> {
  /** May be longer than what was put in; another one once that has grown. */
  values: T;

  constructor(private readonly Kind: Maker<T>) {
    this.values = new Kind(1024);
  }

  get(doc: number): number {
    return this.values[doc] ?? 0;
  }

  set(doc: number, value: number): void {
    if (doc >= this.values.length) {
      const longer = new this.Kind(Math.max(doc + 1, this.values.length * 2));
      longer.set(this.values);
      this.values = longer;
    }
    this.values[doc] = value;
  }
}

/** What documents have in common, each value kept once with its name and numbered. */
export class Dimension {
  private readonly numbers = new Map<string, number>();
  readonly values: string[] = [];
  readonly names: string[] = [];
  private readonly column = new Column(Uint32Array);
  /** Room for counting, all zero but for `present`. */
  private counts = new Uint32Array(0);
  private present: number[] = [];

  put(doc: number, value: string, name: string): void {
    let number = this.numbers.get(value);
    if (number === undefined) {
      number = this.values.push(value) - 1;
      this.numbers.set(value, number);
    }
    this.names[number] = name;
    this.column.set(doc, number);
  }

  /** The number of a document's value. */
  numberOf(doc: number): number {
    return this.column.get(doc);
  }

  /** How many of some documents have each value, by the value's number, and which occur; valid until the next call. */
  count(docs: Uint32Array): { counts: Uint32Array; present: readonly number[] } {
    for (const number of this.present) this.counts[number] = 0;
    this.present = [];
    if (this.counts.length < this.values.length) {
      this.counts = new Uint32Array(this.values.length * 2);
    }
    const { counts, present } = this;
    const numbers = this.column.values;
    for (let at = 0; at < docs.length; at += 1) {
      const number = numbers[docs[at] ?? 0] ?? 0;
      const before = counts[number] ?? 0;
      if (before === 0) present.push(number);
      counts[number] = before + 1;
    }
    return { counts, present };
  }

  /** The number of a value, -1 where no document has it. */
  find(value: string): number {
    return this.numbers.get(value) ?? -1;
  }
}
