/** What a match may be narrowed by: values with the names that people know them by. */
interface FacetSource {
  cityCode: string;
  cityName: string;
  classCode: string;
  className: string;
  unitId: string;
  unitName: string;
  maker: string;
}

export interface Facet {
  value: string;
  name: string;
  count: number;
}

const SHOWN = 30;

class Counter {
  private readonly facets = new Map<string, Facet>();

  add(value: string, name: string): void {
    const facet = this.facets.get(value);
    if (facet === undefined) this.facets.set(value, { value, name, count: 1 });
    else facet.count += 1;
  }

  mostFrequent(): Facet[] {
    return [...this.facets.values()]
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      .slice(0, SHOWN);
  }
}

/** How many matches each further choice would leave: the 30 most frequent of each kind. */
export function countFacets(hits: readonly FacetSource[]) {
  const cities = new Counter();
  const classes = new Counter();
  const units = new Counter();
  const makers = new Counter();
  for (const hit of hits) {
    cities.add(hit.cityCode, hit.cityName);
    classes.add(hit.classCode, hit.className);
    units.add(hit.unitId, hit.unitName);
    makers.add(hit.maker, hit.maker);
  }
  return {
    cities: cities.mostFrequent(),
    classes: classes.mostFrequent(),
    units: units.mostFrequent(),
    makers: makers.mostFrequent(),
  };
}
