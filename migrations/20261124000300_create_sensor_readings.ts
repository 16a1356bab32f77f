import type { Knex } from 'knex';

/**
 * Raw readings, `at` in ms since 1970, one partition a day. The first holds nothing; the server adds
 * days ahead of itself and drops whole days when they are old. No foreign keys: partitions have none.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(
    `create table sensor_readings (
       sensor_no int unsigned not null,
       at bigint not null,
       amperes float not null,
       primary key (sensor_no, at)
     ) engine = InnoDB
     partition by range (at) (partition p0 values less than (0))`,
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('sensor_readings');
}
