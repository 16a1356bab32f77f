import { readDataFile } from '../../../infra/data-files.ts';

/** A plain research area and the beginnings of the class codes that belong to it. */
export interface Area {
  code: string;
  name: string;
  nameEn: string;
  prefixes: readonly string[];
}

let areas: readonly Area[] | undefined;

/** The areas that people choose from; data of this version of the product. */
export function readAreas(): readonly Area[] {
  areas ??= readDataFile('research-areas.csv').map((row) => ({
    code: row['code'] ?? '',
    name: row['name'] ?? '',
    nameEn: row['name_en'] ?? '',
    prefixes: (row['classes'] ?? '').split(' '),
  }));
  return areas;
}

/** The types of an area, of all types there are. */
export function typesOfArea(area: Area, types: Iterable<string>): string[] {
  return [...types].filter((type) => area.prefixes.some((prefix) => type.startsWith(prefix)));
}
