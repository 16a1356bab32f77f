import type { CheckedRequest } from '@dayi/shared/contracts/index';
import { DateTime } from 'luxon';
import type { Deps } from '../../../deps.ts';
import { decodeCursor, pageOf } from '../../../infra/cursor.ts';
import { Problem } from '../../../problem.ts';
import { findMisses } from '../misses-repository.ts';

const DEFAULT_DAYS = 30;

function afterOf(cursor: string): { times: number; words: string } {
  const [times, words] = decodeCursor(cursor, 2);
  if (typeof times !== 'number' || typeof words !== 'string') {
    throw new Problem('request.cursor_invalid');
  }
  return { times, words };
}

/** A page of searches that found nothing. @throws Problem `request.cursor_invalid`, `calendar.range_invalid` */
export async function listMisses(deps: Deps, query: CheckedRequest<'listMisses'>['query']) {
  const today = DateTime.fromJSDate(deps.clock.now(), { zone: 'Asia/Shanghai' });
  const to = query.to ?? today.toFormat('yyyy-MM-dd');
  const from =
    query.from ??
    DateTime.fromISO(to)
      .minus({ days: DEFAULT_DAYS - 1 })
      .toFormat('yyyy-MM-dd');
  if (to < from) throw new Problem('calendar.range_invalid');
  const found = await findMisses(deps.db, {
    from,
    to,
    limit: query.limit + 1,
    ...(query.cursor === undefined ? {} : { after: afterOf(query.cursor) }),
  });
  const { rows, nextCursor } = pageOf(found, query.limit, ({ times, words }) => [times, words]);
  const items = rows.map((row) => ({ ...row, lastAt: row.lastAt.toISOString() }));
  return { items, nextCursor, from, to };
}
