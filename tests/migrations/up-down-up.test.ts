import { migrateDown, migrateUp } from '../../bff/src/infra/migrate.ts';
import { createTestDatabase } from '../support/test-database.ts';

jest.setTimeout(120_000);

test('every migration goes up, down to nothing, and up to the same schema again', async () => {
  const { db, drop } = await createTestDatabase();
  const schema = async () => {
    const [rows] = (await db.raw(
      `select table_name, column_name, column_type, is_nullable, column_key
         from information_schema.columns
        where table_schema = database() and table_name not like 'knex%'
        order by table_name, column_name`,
    )) as [unknown[]];
    const [keys] = (await db.raw(
      `select table_name, constraint_name, constraint_type from information_schema.table_constraints
        where constraint_schema = database() and table_name not like 'knex%'
        order by table_name, constraint_name`,
    )) as [unknown[]];
    return { rows, keys };
  };
  try {
    const before = await schema();
    expect(before.rows.length).toBeGreaterThan(100);
    await migrateDown(db);
    expect((await schema()).rows).toEqual([]);
    expect((await migrateUp(db)).length).toBeGreaterThan(5);
    expect(await schema()).toEqual(before);
  } finally {
    await drop();
  }
});
