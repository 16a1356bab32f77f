import type { Deps } from '../../../deps.ts';
import { later, MINUTE } from '../../../infra/clock.ts';
import type { OutboxHandler } from '../../../infra/outbox.ts';
import {
  type Bulletin,
  findBulletin,
  findStandings,
  type Standing,
} from '../../bulletins/index.ts';
import { findHolders } from '../../identity/index.ts';
import { findUnitNames } from '../repository.ts';
import type { NoticeKind } from '../domain/notice-words.ts';
import { type News, writeNotices } from './write-notices.ts';

type Said = Record<string, string | null>;

const kindFor = (what: string, { asked }: Standing): NoticeKind =>
  what === 'published'
    ? asked > 0
      ? 'bulletin.published'
      : 'bulletin.praised'
    : what === 'due'
      ? 'bulletin.due'
      : 'bulletin.overdue';

/** A unit's administrators hear what is theirs to answer. */
async function newsForUnits(
  deps: Deps,
  standings: readonly Standing[],
  what: string,
  params: Said,
): Promise<News[]> {
  const news: News[] = [];
  for (const standing of standings) {
    const admins = await findHolders(deps.db, 'unit_admin', 'unit', [standing.unitId]);
    const open = what === 'published' ? standing.asked : standing.asked - standing.answered;
    const kind = kindFor(what, standing);
    const said = { ...params, count: String(open) };
    news.push(
      ...admins.map((userId) => ({
        userId,
        kind,
        params: said,
        bookingId: null,
        instrumentId: null,
      })),
    );
  }
  return news;
}

async function newsForOffice(
  deps: Deps,
  { regionCode }: Bulletin,
  kind: NoticeKind,
  params: Said,
): Promise<News[]> {
  const office = await findHolders(deps.db, 'authority', 'region', [regionCode]);
  return office.map((userId) => ({ userId, kind, params, bookingId: null, instrumentId: null }));
}

/** Tells the units that a bulletin names, and its office of their answers; never the one who acted. */
export const tellOfBulletin: OutboxHandler = async (deps, event) => {
  const { actorId, bulletinId, count, unitId, what } = event.payload;
  const bulletin = await findBulletin(deps.db, String(bulletinId));
  if (bulletin === undefined) return;
  const [year, month] = bulletin.period.split('-').map(Number);
  const params: Said = {
    bulletinId: bulletin.id,
    who: bulletin.regionName,
    whoEn: bulletin.regionNameEn,
    period: `${String(year)}.${String(month)}–${String((month ?? 0) + 1)}`,
    // Said as the last minute of its day, not as the midnight after.
    answerBy: bulletin.answerBy === null ? null : later(bulletin.answerBy, -MINUTE).toISOString(),
    count: typeof count === 'number' ? String(count) : null,
  };
  const standings = (await findStandings(deps.db, [bulletin.id])).filter(
    (one) => unitId === undefined || one.unitId === unitId,
  );
  const news =
    what === 'unanswered'
      ? await newsForOffice(deps, bulletin, 'bulletin.unanswered', params)
      : what === 'answered'
        ? await newsForOffice(deps, bulletin, 'bulletin.answered', {
            ...params,
            ...(await findUnitNames(deps.db, String(unitId))),
            count: String(standings[0]?.asked ?? 0),
            granted: String(standings[0]?.answered ?? 0),
          })
        : await newsForUnits(deps, standings, String(what), params);
  await writeNotices(
    deps,
    event,
    news.filter(({ userId }) => userId !== actorId),
  );
};
