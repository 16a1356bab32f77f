import type { CheckedRequest } from '@dayi/shared/contracts/index';
import type { Deps } from '../../../deps.ts';
import { decodeNumberCursor, pageOf } from '../../../infra/cursor.ts';
import type { Actor } from '../../../policy.ts';
import { findAnswers } from '../answers-repository.ts';
import { standingAnswers } from '../domain/answers.ts';
import type { UnitPlace } from '../domain/content.ts';
import { asksAnswer } from '../domain/figures.ts';
import { presentEarlier, presentItem } from '../presenter.ts';
import { readBulletinFor } from './read-bulletin.ts';

interface PageWish {
  cursor?: string | undefined;
  limit: number;
  cityCode?: string | undefined;
  unitId?: string | undefined;
}

/** A page of what is kept as a whole: its cursor is how far the reader has come. */
function pageFrom<T>(all: readonly T[], { cursor, limit }: PageWish) {
  const from = cursor === undefined ? 0 : decodeNumberCursor(cursor);
  const rest = all.slice(from, from + limit + 1).map((one, index) => ({ one, index }));
  const { nextCursor, rows } = pageOf(rest, limit, ({ index }) => [from + index + 1]);
  return { rows: rows.map(({ one }) => one), nextCursor, total: all.length };
}

const isIn = ({ cityCode, id }: Pick<UnitPlace, 'id' | 'cityCode'>, wish: PageWish): boolean =>
  (wish.cityCode ?? cityCode) === cityCode && (wish.unitId ?? id) === id;

export async function listItems(
  deps: Deps,
  actor: Actor,
  id: string,
  query: CheckedRequest<'listBulletinItems'>['query'],
) {
  const { bulletin, content, reader } = await readBulletinFor(deps.db, actor, id);
  const units = new Map(content.units.map((unit) => [unit.id, unit]));
  const wanted = content.items.flatMap((item) => {
    const unit = units.get(item.unitId);
    const isWanted = (query.finding ?? item.finding) === item.finding;
    return unit !== undefined && isWanted && isIn(unit, query) ? [{ item, unit }] : [];
  });
  const { nextCursor, rows, total } = pageFrom(wanted, query);
  const answers = standingAnswers(await findAnswers(deps.db, id));
  const items = rows.map(({ item, unit }) => {
    const isAsked = asksAnswer(item.finding);
    const isMine = bulletin.state === 'published' && reader.isMine(unit.id);
    return presentItem(item, unit, content.period, {
      answer: isAsked ? answers.ofItem(item) : null,
      may: isAsked && isMine ? ['answer'] : [],
    });
  });
  return { items, nextCursor, total };
}

export async function listEarlier(
  deps: Deps,
  actor: Actor,
  id: string,
  query: CheckedRequest<'listEarlierItems'>['query'],
) {
  const { content } = await readBulletinFor(deps.db, actor, id);
  const wanted = (content.earlier?.items ?? []).filter(
    ({ outcome, unit }) => (query.outcome ?? outcome) === outcome && isIn(unit, query),
  );
  const { nextCursor, rows, total } = pageFrom(wanted, query);
  return { items: rows.map(presentEarlier), nextCursor, total };
}
