import { createHash } from 'node:crypto';
import type { Deps } from '../../../deps.ts';
import { readDataFile } from '../../../infra/data-files.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import { textOf } from '../domain/import-cells.ts';
import type { ImportError } from '../domain/import-errors.ts';
import {
  findCityCode,
  findUnitKeys,
  insertMissingRegions,
  insertUnit,
  type UnitKey,
} from '../import-repository.ts';

type FinderDeps = Pick<Deps, 'db' | 'newId' | 'random' | 'metrics' | 'wakeWorker'>;

type Found = { found: UnitKey } | ImportError;

const hashOf = (text: string, length: number) =>
  BigInt(`0x${createHash('sha256').update(text).digest('hex')}`)
    .toString(36)
    .toUpperCase()
    .slice(0, length);

/** A city's region row, from the list of cities, or a made-up code where the list has none. */
function regionOf(city: string) {
  const row = readDataFile('regions.csv').find(({ name }) => name === city || name === `${city}市`);
  return row === undefined
    ? {
        code: `X${hashOf(city, 5)}`,
        parentCode: null,
        name: city,
        nameEn: city,
        lat: null,
        lon: null,
      }
    : {
        code: row['code'] ?? '',
        parentCode: row['parent'] || null,
        name: row['name'] ?? '',
        nameEn: row['name_en'] ?? '',
        lat: Number(row['lat']),
        lon: Number(row['lon']),
      };
}

async function makeUnit(deps: FinderDeps, name: string, city: string): Promise<UnitKey> {
  const unit: UnitKey = {
    id: deps.newId(),
    code: `C${hashOf(name, 17)}`,
    name,
    address: city,
    lat: null,
    lon: null,
  };
  await inTransaction(deps, async (trx) => {
    let cityCode = await findCityCode(trx, city);
    if (cityCode === undefined) {
      const region = regionOf(city);
      await insertMissingRegions(trx, [region]);
      cityCode = region.code;
    }
    await insertUnit(trx, {
      ...unit,
      nameEn: name,
      shortName: Array.from(name).slice(0, 40).join(''),
      kind: 'institute',
      cityCode,
    });
  });
  return unit;
}

/** Finds the unit of a row by code, by name, or as the import's own; makes it where that is asked for. */
export async function unitFinder(deps: FinderDeps, ownCode: string | undefined, mayMake: boolean) {
  const all = await findUnitKeys(deps.db);
  const byCode = new Map(all.map((unit) => [unit.code, unit]));
  const byName = new Map(all.map((unit) => [unit.name, unit]));
  return async (row: number, cells: Readonly<Record<string, unknown>>): Promise<Found> => {
    const code = textOf(cells['unit_code']);
    const name = textOf(cells['unit']);
    const refuse = (column: string, value: string): ImportError =>
      value === ''
        ? { row, column, code: 'import.required', values: {} }
        : { row, column, code: 'import.unknown_unit', values: { value } };
    if (code !== '' || name === '') {
      const found = byCode.get(code === '' ? (ownCode ?? '') : code);
      return found === undefined ? refuse('unit_code', code || (ownCode ?? '')) : { found };
    }
    const known = byName.get(name);
    if (known !== undefined) return { found: known };
    const city = textOf(cells['city']);
    if (!mayMake || city === '') return refuse(mayMake ? 'city' : 'unit', mayMake ? '' : name);
    const made = await makeUnit(deps, name, city);
    byName.set(name, made);
    return { found: made };
  };
}
