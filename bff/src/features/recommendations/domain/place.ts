/** A city, or somewhere in it. */
export interface Place {
  code: string;
  lat: number | null;
  lon: number | null;
}

type Point = Pick<Place, 'lat' | 'lon'>;

const EARTH_KM = 6371;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Great-circle distance to a tenth of a kilometre; null where a place is not known. */
export function distanceKm(a: Point | null, b: Point): number | null {
  if (a === null || a.lat === null || a.lon === null || b.lat === null || b.lon === null) {
    return null;
  }
  const x =
    Math.sin(radians(b.lat - a.lat) / 2) ** 2 +
    Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lon - a.lon) / 2) ** 2;
  return Math.round(20 * EARTH_KM * Math.asin(Math.sqrt(x))) / 10;
}

/** The cities nearest to home, its own first; some where nothing is known of home. */
export function nearestCities(
  home: Place | null,
  cities: readonly Place[],
  limit: number,
): string[] {
  const far = (city: Place) =>
    city.code === home?.code ? -1 : (distanceKm(home, city) ?? Number.MAX_SAFE_INTEGER);
  return [...cities]
    .sort((a, b) => far(a) - far(b) || (a.code < b.code ? -1 : 1))
    .slice(0, limit)
    .map(({ code }) => code);
}
