import type { Catalogue } from './catalogue.ts';
import type { Dimension } from './column.ts';

export interface Facet {
  value: string;
  name: string;
  count: number;
}

const SHOWN = 30;

function mostFrequent(dimension: Dimension, docs: ArrayLike<number>): Facet[] {
  const counts = new Uint32Array(dimension.values.length);
  for (let at = 0; at < docs.length; at += 1) {
    const number = dimension.numberOf(docs[at] ?? 0);
    counts[number] = (counts[number] ?? 0) + 1;
  }
  const facets: Facet[] = [];
  counts.forEach((count, number) => {
    if (count === 0) return;
    const value = dimension.values[number] ?? '';
    facets.push({ value, name: dimension.names[number] ?? '', count });
  });
  return facets.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, SHOWN);
}

/** How many matches each further choice would leave: the 30 most frequent of each kind. */
export function countFacets(catalogue: Catalogue, docs: ArrayLike<number>) {
  return {
    cities: mostFrequent(catalogue.city, docs),
    classes: mostFrequent(catalogue.class, docs),
    units: mostFrequent(catalogue.unit, docs),
    makers: mostFrequent(catalogue.maker, docs),
  };
}
