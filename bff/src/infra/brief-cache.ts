/** Keeps answers for a moment: many people ask the same at once, and nobody is told what is long past. */
export class BriefCache<T> {
  private readonly kept = new Map<string, { value: T; until: number }>();

  /** @param lifeMs how long a value is good @param most how many are kept */
  constructor(
    private readonly lifeMs: number,
    private readonly most: number,
  ) {}

  get(key: string): T | undefined {
    const found = this.kept.get(key);
    if (found === undefined) return undefined;
    if (found.until >= performance.now()) return found.value;
    this.kept.delete(key);
    return undefined;
  }

  set(key: string, value: T): void {
    if (this.kept.size >= this.most) {
      // The one that came first is the one that ends first.
      const [oldest] = this.kept.keys();
      if (oldest !== undefined) this.kept.delete(oldest);
    }
    this.kept.set(key, { value, until: performance.now() + this.lifeMs });
  }
}
