import type { Knex } from 'knex';

/**
 * Means of every minute, which outlive the readings; `minute` counts from 1970 UTC. One partition a month; the first
 * holds nothing.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(
    `create table sensor_minutes (
       sensor_no int unsigned not null,
       minute int unsigned not null,
       mean float not null,
       highest float not null,
       readings smallint unsigned not null,
       primary key (sensor_no, minute)
     ) engine = InnoDB
     partition by range (minute) (partition p0 values less than (1))`,
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('sensor_minutes');
}
