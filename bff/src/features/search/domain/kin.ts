import type { Concept } from './concept.ts';
import { isHan } from './words.ts';

/** What a related kind is worth of the kind itself, and what a special form of it is. */
const RELATED = 0.7;
const SPECIAL = 0.85;
const SHORTEST = 3;

const isSpecial = (name: string, general: string) =>
  name.length > general.length && name.endsWith(general) && isHan(general);

/**
 * Which kinds serve instead of another: those the dictionary relates to it, and its special forms, whose
 * names end in its own (球差校正透射电镜 is a 透射电镜).
 */
export function kinOf(
  concepts: readonly Concept[],
): ReadonlyMap<string, readonly { id: string; weight: number }[]> {
  const byName = new Map<string, string[]>();
  for (const { id, zh } of concepts) {
    for (const name of zh) byName.set(name, [...(byName.get(name) ?? []), id]);
  }
  const kin = new Map<string, Map<string, number>>();
  const relate = (from: string, to: string, weight: number) => {
    if (from === to) return;
    const own = kin.get(from) ?? new Map<string, number>();
    own.set(to, Math.max(own.get(to) ?? 0, weight));
    kin.set(from, own);
  };
  for (const { id, zh, related } of concepts) {
    for (const other of related) relate(id, other.id, other.weight * RELATED);
    for (const name of zh) {
      for (let from = 1; name.length - from >= SHORTEST; from += 1) {
        const general = name.slice(from);
        if (!isSpecial(name, general)) continue;
        for (const other of byName.get(general) ?? []) relate(other, id, SPECIAL);
      }
    }
  }
  return new Map(
    [...kin].map(([id, all]) => [id, [...all].map(([other, weight]) => ({ id: other, weight }))]),
  );
}
