/** How often people who book one type of instrument book another, from 0 to 1. */
export interface Affinity {
  type: string;
  other: string;
  weight: number;
  /** How many people booked both. */
  people: number;
}

/** A pair that few people share counts little: at this many it counts half. */
const HALF_TRUSTED = 5;
const KEPT_PER_TYPE = 20;
/** Who books more types than this books for a whole laboratory, and says nothing about two of them. */
const MOST_TYPES = 40;

/** Adds up who booked what, one person at a time. */
export class AffinityCounter {
  private readonly people = new Map<string, number>();
  private readonly pairs = new Map<string, Map<string, number>>();

  /** @param types what one person booked, none of them twice */
  add(types: readonly string[]): void {
    if (types.length > MOST_TYPES) return;
    for (const type of types) {
      this.people.set(type, (this.people.get(type) ?? 0) + 1);
      const row = this.pairs.get(type) ?? new Map<string, number>();
      this.pairs.set(type, row);
      for (const other of types) if (other !== type) row.set(other, (row.get(other) ?? 0) + 1);
    }
  }

  /**
   * The strongest pairs: cosine of the two types' people, shrunk by n ÷ (n + k) where few people share
   * them (Sarwar 2001; shrinkage after Koren 2008).
   */
  strongest(): Affinity[] {
    return [...this.pairs].flatMap(([type, row]) =>
      [...row]
        .map(([other, people]) => {
          const size = (this.people.get(type) ?? 0) * (this.people.get(other) ?? 0);
          const cosine = people / Math.sqrt(size);
          return { type, other, people, weight: (cosine * people) / (people + HALF_TRUSTED) };
        })
        .sort((a, b) => b.weight - a.weight || (a.other < b.other ? -1 : 1))
        .slice(0, KEPT_PER_TYPE),
    );
  }
}
