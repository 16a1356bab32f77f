import type { Knex } from 'knex';

/** Bookings made before limits count too: what is held, or what was paid and not given back. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(
    `insert into member_shares (booking_id, group_id, user_id, month, fen)
       select b.id, b.payer_id, b.owner_id,
              date_format(b.created_at + interval 8 hour, '%Y-%m'),
              case when b.state = 'held' then b.total_fen
                   else coalesce((select sum(p.amount_fen - p.refunded_fen)
                                    from payments y join payment_parts p on p.payment_id = y.id
                                   where y.booking_id = b.id
                                     and y.state not in ('pending', 'failed')), 0) end
         from bookings b where b.payer_kind = 'group'`,
  );
  await knex.raw(
    `insert into member_uses (group_id, user_id, month, used_fen)
       select group_id, user_id, month, sum(fen) from member_shares
        group by group_id, user_id, month`,
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex('member_uses').delete();
  await knex('member_shares').delete();
}
