/** When something that recurs was last done, ms since 1970 UTC. */
export class Rounds<Name extends string> {
  #last = new Map<Name, number>();

  /** Whether it is due, which counts as done. */
  isDue(name: Name, everyMs: number, now: number): boolean {
    if (now - (this.#last.get(name) ?? -Infinity) < everyMs) return false;
    this.#last.set(name, now);
    return true;
  }

  /** Makes it due at once. */
  hasten(name: Name): void {
    this.#last.delete(name);
  }

  clear(): void {
    this.#last = new Map();
  }
}
