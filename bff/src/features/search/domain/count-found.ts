import type { Postings } from './postings.ts';
import { type Kin, LEAST } from './score.ts';

/** How many instruments a kind's own name finds: those of the kind and of what serves instead of it. */
export function countFound(tags: Postings, kin: Kin, conceptId: string): number {
  const worths = new Map<number, number>();
  let top = 0;
  for (const { id, weight: worth } of [{ id: conceptId, weight: 1 }, ...kin(conceptId)]) {
    tags.each(id, (doc, weight) => {
      const own = Math.max(worths.get(doc) ?? 0, worth * weight);
      worths.set(doc, own);
      top = Math.max(top, own);
    });
  }
  let count = 0;
  for (const worth of worths.values()) if (worth >= LEAST * top) count += 1;
  return count;
}
