/** From when to when readings of an instrument came late, ms since 1970 UTC. */
export interface LateSpan {
  instrumentId: string;
  from: number;
  to: number;
}

/** Readings that came after the hour they belong to was judged: what they touch is judged again. */
export class LateSpans {
  #spans = new Map<string, LateSpan>();

  add(instrumentId: string, at: number): void {
    const { from = at, to = at } = this.#spans.get(instrumentId) ?? {};
    this.#spans.set(instrumentId, {
      instrumentId,
      from: Math.min(at, from),
      to: Math.max(at, to),
    });
  }

  /** All of them, which are then forgotten. */
  drain(): LateSpan[] {
    const spans = [...this.#spans.values()];
    this.#spans = new Map();
    return spans;
  }
}
