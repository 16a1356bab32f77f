import type { Trx } from '../infra/database.ts';
import { insertRows } from '../infra/insert-rows.ts';
import { spendingMonth } from '../features/groups/index.ts';
import type { Personas } from './personas.ts';
import { countMemberUses, findMemberUses } from './repository.ts';
import type { Group } from './world.ts';

const YUAN = 100;
const GENEROUS = 20_000 * YUAN;
const MODEST = 3_000 * YUAN;
const CREDIT = 5_000 * YUAN;

/** A round sum of which nine tenths and more are used: what its head should look at. */
const justAbove = (fen: number): number => {
  const step = fen < 2_000 * YUAN ? 10 * YUAN : 100 * YUAN;
  return Math.ceil(fen / step) * step;
};

/** Everybody but the head has a limit, and who has spent most of the group's money has nearly none left. */
function limitsOf(group: Group, used: ReadonlyMap<string, number>): Map<string, number> {
  const members = group.members.filter(({ id }) => id !== group.principal.id);
  const usedBy = (id: string) => used.get(`${group.id} ${id}`) ?? 0;
  const [most] = members
    .filter(({ persona }) => persona === null)
    .sort((a, b) => usedBy(b.id) - usedBy(a.id));
  return new Map(
    members.map(({ id, persona }) => {
      const isMost = id === most?.id && usedBy(id) > 0;
      const usual = persona === null ? MODEST : GENEROUS;
      return [id, isMost ? justAbove(usedBy(id)) : Math.max(usual, justAbove(usedBy(id) * 2))];
    }),
  );
}

/** Counts what members have spent, and gives the groups that visitors see limits and a unit's trust. */
export async function writeGroups(
  trx: Trx,
  { askingGroup, group, home }: Personas,
  now: Date,
): Promise<void> {
  await countMemberUses(trx);
  const used = await findMemberUses(trx, spendingMonth(now));
  await insertRows(
    trx,
    'member_limits',
    [group, askingGroup].flatMap((one) =>
      [...limitsOf(one, used)].map(([userId, limit_fen]) => ({
        group_id: one.id,
        user_id: userId,
        limit_fen,
        updated_at: now,
      })),
    ),
  );
  await insertRows(trx, 'payer_credits', [
    {
      unit_id: home.id,
      payer_kind: 'group',
      payer_id: group.id,
      limit_fen: CREDIT,
      owed_fen: 0,
      updated_at: now,
    },
  ]);
}
