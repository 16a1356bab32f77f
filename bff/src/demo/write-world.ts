import type { Trx } from '../infra/database.ts';
import { readDataFile } from '../infra/data-files.ts';
import { insertMissingRegions } from '../features/instruments/index.ts';
import { insertRows } from '../infra/insert-rows.ts';
import type { World } from './world.ts';

const PROVINCE = '33';

/** Writes the regions, units, laboratories, groups, companies and people of the demo province. */
export async function writeWorld(
  trx: Trx,
  world: World,
  newId: () => string,
  since: Date,
): Promise<void> {
  const regions = readDataFile('regions.csv')
    .filter(({ code }) => code?.startsWith(PROVINCE))
    .map((row) => ({
      code: row['code'] ?? '',
      parentCode: row['parent'] || null,
      name: row['name'] ?? '',
      nameEn: row['name_en'] ?? '',
      lat: Number(row['lat']),
      lon: Number(row['lon']),
    }));
  await insertMissingRegions(trx, regions);
  await insertRows(
    trx,
    'units',
    world.units.map(({ id, code, plan, cityCode, address, lat, lon }) => ({
      id,
      code,
      name: plan.name,
      name_en: plan.nameEn,
      short_name: plan.shortName,
      kind: plan.kind,
      region_code: plan.region,
      city_code: cityCode,
      address,
      lat,
      lon,
    })),
  );
  await insertRows(
    trx,
    'companies',
    world.companies.map(({ id, code, name, regionCode, controlledByUnitId }) => ({
      id,
      code,
      name,
      region_code: regionCode,
      controlled_by_unit_id: controlledByUnitId,
    })),
  );
  await insertRows(
    trx,
    'users',
    world.people.map(({ id, name, persona, unitId, companyId }) => ({
      id,
      name,
      persona,
      unit_id: unitId,
      company_id: companyId,
      created_at: since,
    })),
  );
  await insertRows(
    trx,
    'crews',
    world.units.flatMap(({ labs }) =>
      labs.map(({ id, unitId, name }) => ({ id, unit_id: unitId, name })),
    ),
  );
  await insertRows(
    trx,
    'research_groups',
    world.units.flatMap(({ groups }) =>
      groups.map(({ id, unitId, name, principal, asksPrincipal }) => ({
        id,
        unit_id: unitId,
        name,
        principal_id: principal.id,
        asks_principal: asksPrincipal,
      })),
    ),
  );
  await insertRows(
    trx,
    'role_grants',
    world.roles.map(({ userId, role, scopeKind, scopeId }) => ({
      id: newId(),
      user_id: userId,
      role,
      scope_kind: scopeKind,
      scope_id: scopeId,
      granted_at: since,
    })),
  );
  await insertRows(
    trx,
    'certificates',
    world.certificates.map(({ userId, name, validUntil }) => ({
      id: newId(),
      user_id: userId,
      name,
      valid_until: validUntil,
    })),
  );
}
