import type { Deps } from '../../../deps.ts';
import { decodeNumberCursor, pageOf } from '../../../infra/cursor.ts';
import { type Actor, may } from '../../../policy.ts';
import { readBookingFor, scopeOf } from '../../bookings/index.ts';
import { countDownloads, findDownloads } from '../downloads-repository.ts';
import { presentDownload, presentResults } from '../presenter.ts';
import { findResults, type Result } from '../repository.ts';

/**
 * Deliveries that this person may know of: the crew knows all, everyone else what was released.
 * @throws Problem `booking.not_found`, `access.forbidden`
 */
export async function resultsFor(
  deps: Deps,
  actor: Actor,
  bookingId: string,
  route: 'listResults' | 'createDownloadLink',
): Promise<Result[]> {
  const booking = await readBookingFor(deps.db, actor, bookingId, route);
  const results = await findResults(deps.db, bookingId);
  return may(actor, 'releaseResult', scopeOf(booking))
    ? results
    : results.filter(({ state }) => state === 'released');
}

export async function listResults(deps: Deps, actor: Actor, bookingId: string) {
  return { items: presentResults(await resultsFor(deps, actor, bookingId, 'listResults')) };
}

/**
 * Who fetched what, newest first.
 * @throws Problem `booking.not_found`, `access.forbidden`, `request.cursor_invalid`
 */
export async function listDownloads(
  deps: Deps,
  actor: Actor,
  bookingId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
) {
  await readBookingFor(deps.db, actor, bookingId, 'listDownloads');
  const found = await findDownloads(deps.db, bookingId, {
    beforeSeq: cursor === undefined ? undefined : decodeNumberCursor(cursor),
    limit: limit + 1,
  });
  const { rows, nextCursor } = pageOf(found, limit, ({ seq }) => [seq]);
  const total = await countDownloads(deps.db, bookingId);
  return { items: rows.map(presentDownload), nextCursor, total };
}
