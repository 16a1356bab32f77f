import { FEN, ID, INSTANT, tables, WORD } from './columns.ts';

/** What members of a group may spend of its money in a month, and what they have: a row to write, not a count. */
export const { up, down } = tables({
  member_limits: (t) => {
    t.specificType('group_id', ID).notNullable();
    t.specificType('user_id', ID).notNullable();
    t.specificType('limit_fen', FEN).notNullable();
    t.specificType('updated_at', INSTANT).notNullable();
    t.primary(['group_id', 'user_id']);
    t.check('limit_fen >= 0', [], 'member_limits__not_negative');
    t.foreign('group_id', 'member_limits__group').references('research_groups.id');
    t.foreign('user_id', 'member_limits__user').references('users.id');
  },
  member_uses: (t) => {
    t.specificType('group_id', ID).notNullable();
    t.specificType('user_id', ID).notNullable();
    t.specificType('month', WORD(7)).notNullable();
    t.specificType('used_fen', FEN).notNullable();
    t.primary(['group_id', 'user_id', 'month']);
    t.check('used_fen >= 0', [], 'member_uses__not_negative');
  },
  // Of bookings that do not take what they were held for any more.
  member_shares: (t) => {
    t.specificType('booking_id', ID).notNullable().primary();
    t.specificType('fen', FEN).notNullable();
    t.check('fen >= 0', [], 'member_shares__not_negative');
  },
});
