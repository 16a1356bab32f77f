import type { Deps } from '../deps.ts';
import {
  CLOSE,
  findBulletin,
  findStandings,
  keepAnswer,
  lastOver,
  makeDraft,
  periodAt,
  publishDraft,
  readContent,
  REMIND,
} from '../features/bulletins/index.ts';
import { DAY, HOUR, later } from '../infra/clock.ts';
import { inTransaction } from '../infra/transaction.ts';
import type { World } from './world.ts';

const PROVINCE = '330000';
const MADE_AFTER_MS = 2 * DAY + 9 * HOUR;
const PUBLISHED_AFTER_MS = 8 * DAY + 10 * HOUR;

const WORDS = [
  ['课题结题后机时减少，暂无新课题', '十月起对外开放，下调校外机时价格'],
  ['搬迁实验室，停用了一段时间', '已恢复安装，下月起可预约'],
  ['传感器网关所在配电间断电', '已改接不间断电源，并每周查看离线告警'],
  ['机组人员空缺，无人值守', '已招聘一名实验师，培训后扩大开放时间'],
] as const;

/** When each unit answers, days after publication; the third of three has said nothing. */
const ANSWERED_AFTER = [6, 18, null] as const;

/** What units have said: the home unit to some items, others for all at once, in time or late, or not at all. */
async function answer(deps: Deps, world: World, id: string, homeId: string): Promise<void> {
  const bulletin = await findBulletin(deps.db, id);
  if (bulletin?.publishedAt == null) throw new Error('the demo bulletin is not published');
  const { publishedAt } = bulletin;
  const content = await readContent(deps.db, id);
  const standings = (await findStandings(deps.db, [id])).filter(({ asked }) => asked > 0);
  let others = 0;
  for (const { unitId } of standings) {
    const held = world.roles.find((one) => one.role === 'unit_admin' && one.scopeId === unitId);
    const actorId = held?.userId ?? null;
    const isHome = unitId === homeId;
    const days = isHome ? 5 : ANSWERED_AFTER[others++ % ANSWERED_AFTER.length];
    if (days === null || days === undefined) continue;
    const own = content.items.filter(
      (item) => item.unitId === unitId && item.finding !== 'best_used',
    );
    const asked = isHome ? own.slice(0, Math.ceil(own.length / 2)).map((item) => item.id) : [null];
    const at = later(publishedAt, days * DAY);
    if (at >= deps.clock.now()) continue;
    for (const [index, itemId] of asked.entries()) {
      const [text, action] = WORDS[(others + index) % WORDS.length] ?? WORDS[0];
      const then = { ...deps, clock: { now: () => later(at, index * 60_000) } };
      const said = { unitId, itemId, text, action, actorId };
      await inTransaction(then, (trx) => keepAnswer(then, trx, bulletin, said));
    }
  }
}

/** The province's last two bulletins: one published and answered in part, and the draft of the one after it. */
export async function writeBulletins(
  deps: Deps,
  world: World,
  { homeId, officeId }: { homeId: string; officeId: string | null },
): Promise<void> {
  const now = deps.clock.now();
  const at = (instant: Date): Deps => ({ ...deps, clock: { now: () => instant } });
  const notYet = (instant: Date) => (instant > now ? now : instant);
  const last = lastOver(now);
  const before = periodAt(later(last.startsAt, -1));
  const make = async (period: typeof last) => {
    const then = at(notYet(later(period.endsAt, MADE_AFTER_MS)));
    const wish = { actorId: officeId, period, regionCode: PROVINCE };
    return await inTransaction(then, (trx) => makeDraft(then, trx, wish));
  };
  const id = await make(before);
  const published = at(later(before.endsAt, PUBLISHED_AFTER_MS));
  await inTransaction(published, (trx) => publishDraft(published, trx, id, officeId));
  await answer(deps, world, id, homeId);
  // Their time has passed; whoever comes now is not reminded of it.
  await deps
    .db('tasks')
    .whereIn('kind', [REMIND, CLOSE])
    .where('due_at', '<=', now)
    .update({ done_at: now });
  await make(last);
}
