import { ID, INSTANT, primaryId, tables, WORD } from './columns.ts';

export const { up, down } = tables({
  regions: (t) => {
    t.specificType('code', WORD(6)).notNullable().primary();
    t.specificType('parent_code', WORD(6)).nullable();
    t.string('name', 40).notNullable();
    t.string('name_en', 60).notNullable();
    t.specificType('lat', 'double').nullable();
    t.specificType('lon', 'double').nullable();
  },
  units: (t) => {
    primaryId(t);
    t.specificType('code', WORD(18)).notNullable();
    t.string('name', 120).notNullable();
    t.string('name_en', 200).notNullable();
    t.string('short_name', 40).notNullable();
    t.specificType('kind', WORD(20)).notNullable();
    t.specificType('region_code', WORD(6)).notNullable();
    t.specificType('city_code', WORD(6)).notNullable();
    t.string('address', 200).notNullable();
    t.specificType('lat', 'double').nullable();
    t.specificType('lon', 'double').nullable();
    t.specificType('time_zone', WORD(40)).notNullable().defaultTo('Asia/Shanghai');
    t.unique(['code'], { indexName: 'units__code' });
    t.foreign('city_code', 'units__city').references('regions.code');
  },
  companies: (t) => {
    primaryId(t);
    t.specificType('code', WORD(18)).notNullable();
    t.string('name', 120).notNullable();
    t.specificType('region_code', WORD(6)).notNullable();
    t.specificType('controlled_by_unit_id', ID).nullable();
    t.unique(['code'], { indexName: 'companies__code' });
  },
  crews: (t) => {
    primaryId(t);
    t.specificType('unit_id', ID).notNullable();
    t.string('name', 80).notNullable();
    t.unique(['unit_id', 'name'], { indexName: 'crews__name' });
    t.foreign('unit_id', 'crews__unit').references('units.id');
  },
  users: (t) => {
    primaryId(t);
    t.string('name', 60).notNullable();
    t.specificType('persona', WORD(60)).nullable();
    t.specificType('locale', WORD(10)).notNullable().defaultTo('zh-CN');
    t.specificType('unit_id', ID).nullable();
    t.specificType('company_id', ID).nullable();
    t.specificType('created_at', INSTANT).notNullable();
    t.unique(['persona'], { indexName: 'users__persona' });
  },
  research_groups: (t) => {
    primaryId(t);
    t.specificType('unit_id', ID).notNullable();
    t.string('name', 80).notNullable();
    t.specificType('principal_id', ID).nullable();
    t.unique(['unit_id', 'name'], { indexName: 'research_groups__name' });
    t.foreign('unit_id', 'research_groups__unit').references('units.id');
  },
  role_grants: (t) => {
    primaryId(t);
    t.specificType('user_id', ID).notNullable();
    t.specificType('role', WORD(20)).notNullable();
    t.specificType('scope_kind', WORD(10)).notNullable();
    t.specificType('scope_id', ID).notNullable();
    t.specificType('granted_at', INSTANT).notNullable();
    t.unique(['user_id', 'role', 'scope_kind', 'scope_id'], { indexName: 'role_grants__holding' });
    t.index(['scope_kind', 'scope_id', 'role'], 'role_grants__by_scope');
    t.foreign('user_id', 'role_grants__user').references('users.id');
  },
  certificates: (t) => {
    primaryId(t);
    t.specificType('user_id', ID).notNullable();
    t.string('name', 80).notNullable();
    t.specificType('valid_until', INSTANT).nullable();
    t.unique(['user_id', 'name'], { indexName: 'certificates__name' });
  },
  sessions: (t) => {
    primaryId(t);
    t.specificType('user_id', ID).notNullable();
    t.specificType('refresh_hash', WORD(64)).notNullable();
    t.specificType('created_at', INSTANT).notNullable();
    t.specificType('expires_at', INSTANT).notNullable();
    t.specificType('revoked_at', INSTANT).nullable();
    t.unique(['refresh_hash'], { indexName: 'sessions__refresh_hash' });
    t.foreign('user_id', 'sessions__user').references('users.id');
  },
});
