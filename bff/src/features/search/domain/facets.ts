/** What a match may be narrowed by. */
export interface FacetKeys {
  cityCode: string;
  classCode: string;
  unitId: string;
  maker: string;
}

export interface FacetCount {
  value: string;
  count: number;
}

export type FacetCounts = Record<keyof FacetKeys, FacetCount[]>;

const SHOWN = 30;

function mostFrequent(values: Iterable<string>): FacetCount[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, SHOWN);
}

/** How many matches each further choice would leave: the 30 most frequent of each kind. */
export function countFacets(hits: readonly FacetKeys[]): FacetCounts {
  return {
    cityCode: mostFrequent(hits.map(({ cityCode }) => cityCode)),
    classCode: mostFrequent(hits.map(({ classCode }) => classCode)),
    unitId: mostFrequent(hits.map(({ unitId }) => unitId)),
    maker: mostFrequent(hits.map(({ maker }) => maker)),
  };
}
