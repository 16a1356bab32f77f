import type { Knex } from 'knex';

const COUNTED = `
  select b.id, b.payer_id as group_id, b.owner_id as user_id, b.total_fen,
         date_format(b.created_at + interval 8 hour, '%Y-%m') as month,
         case when b.state = 'held' then b.total_fen
              else coalesce((select sum(p.amount_fen - p.refunded_fen)
                               from payments y join payment_parts p on p.payment_id = y.id
                              where y.booking_id = b.id
                                and y.state not in ('pending', 'failed')), 0) end as fen
    from bookings b where b.payer_kind = 'group'`;

/** Bookings made before limits count too: what is held, or what was paid and not given back. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(
    `insert into member_shares (booking_id, fen)
       select id, fen from (${COUNTED}) c where fen <> total_fen`,
  );
  await knex.raw(
    `insert into member_uses (group_id, user_id, month, used_fen)
       select group_id, user_id, month, sum(fen) from (${COUNTED}) c
        group by group_id, user_id, month`,
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex('member_uses').delete();
  await knex('member_shares').delete();
}
