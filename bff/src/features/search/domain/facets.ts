import type { Catalogue } from './catalogue.ts';
import type { Dimension } from './column.ts';

/** One value of a dimension, by its number, and how many have it. */
export interface Counted {
  number: number;
  count: number;
}

const SHOWN = 30;

function mostFrequent(dimension: Dimension, docs: Uint32Array): Counted[] {
  const counts = dimension.count(docs);
  const present: number[] = [];
  for (let number = 0; number < counts.length; number += 1) {
    if (counts[number] !== 0) present.push(number);
  }
  return present
    .sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b)
    .slice(0, SHOWN)
    .map((number) => ({ number, count: counts[number] ?? 0 }));
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
