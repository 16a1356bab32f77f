import type { Catalogue } from './catalogue.ts';
import type { Dimension } from './column.ts';

/** One value of a dimension, by its number, and how many have it. */
export interface Counted {
  number: number;
  count: number;
}

const SHOWN = 30;

function mostFrequent(dimension: Dimension, docs: Uint32Array): Counted[] {
  const { counts, present } = dimension.count(docs);
  const first: Counted[] = [];
  for (const number of present) {
    const count = counts[number] ?? 0;
    const isAfter = (other: Counted | undefined) =>
      other === undefined ||
      other.count < count ||
      (other.count === count && other.number > number);
    if (first.length === SHOWN && !isAfter(first[SHOWN - 1])) continue;
    if (first.length === SHOWN) first.pop();
    let at = first.length;
    while (at > 0 && isAfter(first[at - 1])) at -= 1;
    first.splice(at, 0, { number, count });
  }
  return first;
}

/** How many matches each further choice would leave: the 30 most frequent of each kind. */
export function countFacets(catalogue: Catalogue, docs: Uint32Array) {
  return {
    cities: mostFrequent(catalogue.city, docs),
    classes: mostFrequent(catalogue.class, docs),
    units: mostFrequent(catalogue.unit, docs),
    makers: mostFrequent(catalogue.maker, docs),
  };
}

export type CountedFacets = ReturnType<typeof countFacets>;
