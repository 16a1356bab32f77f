/** Scores of a few documents among many: room for all of them, kept from one question to the next. */
export class Accumulator {
  private values = new Float32Array(0);
  private seen = new Uint32Array(0);
  private count = 0;

  /** Forgets the last question's scores and makes room for `size` documents. */
  begin(size: number): void {
    for (let at = 0; at < this.count; at += 1) this.values[this.seen[at] ?? 0] = 0;
    this.count = 0;
    if (this.values.length >= size) return;
    this.values = new Float32Array(size * 2);
    this.seen = new Uint32Array(size * 2);
  }

  get(doc: number): number {
    return this.values[doc] ?? 0;
  }

  /** @param value above 0 */
  set(doc: number, value: number): void {
    if (this.values[doc] === 0) {
      this.seen[this.count] = doc;
      this.count += 1;
    }
    this.values[doc] = value;
  }

  /** Keeps the greater of a score and `value` (above 0), and a share of the lesser. */
  raise(doc: number, value: number, share: number): void {
    const before = this.values[doc] ?? 0;
    if (before === 0) this.set(doc, value);
    else this.values[doc] = before > value ? before + share * value : value + share * before;
  }

  add(doc: number, value: number): void {
    this.set(doc, (this.values[doc] ?? 0) + value);
  }

  /** The documents that were scored, in the order they came up; valid until `begin`. */
  docs(): Uint32Array {
    return this.seen.subarray(0, this.count);
  }
}
