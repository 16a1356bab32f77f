import type { Deps } from '../../../deps.ts';
import { HOUR, later } from '../../../infra/clock.ts';
import { currentLanguage } from '../../../infra/current-request.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { listForCalendar, readBookingFor } from '../../bookings/index.ts';
import { findPerson } from '../../identity/index.ts';
import { feedName } from '../domain/calendar-words.ts';
import { type FeedKind, findFeedByHash, noteRead } from '../feeds-repository.ts';
import { hashFeedToken } from '../tokens.ts';
import { writeCalendar, type WrittenCalendar } from './write-calendar.ts';

/** What the person may see now, not when the address was made: who left a crew reads an empty calendar. */
const bookingsOf = (deps: Deps, person: Actor, kind: FeedKind) =>
  kind === 'mine'
    ? listForCalendar(deps, { as: 'owner', userId: person.userId })
    : listForCalendar(deps, {
        as: 'staff',
        crewIds: person.crews.map(({ id }) => id),
        unitIds: [],
      });

/**
 * The calendar behind a secret address.
 * @throws Problem `feed.not_found` where it opens nothing, or no longer
 */
export async function readFeed(deps: Deps, token: string): Promise<WrittenCalendar> {
  const feed = await findFeedByHash(deps.db, hashFeedToken(token));
  const person = feed === undefined ? undefined : await findPerson(deps.db, feed.userId);
  if (feed === undefined || person === undefined) throw new Problem('feed.not_found');
  const language = person.locale;
  const name = feedName(feed.kind, language);
  const calendar = await writeCalendar(deps, await bookingsOf(deps, person, feed.kind), {
    name,
    language,
  });
  const now = deps.clock.now();
  await noteRead(deps.db, feed.id, now, later(now, -HOUR));
  return calendar;
}

/**
 * One booking as a file.
 * @throws Problem `booking.not_found`, `booking.no_time`
 */
export async function writeBooking(deps: Deps, actor: Actor, id: string): Promise<WrittenCalendar> {
  const booking = await readBookingFor(deps.db, actor, id, 'getBookingCalendar');
  if (booking.startsAt === null) throw new Problem('booking.no_time');
  const language = currentLanguage();
  return await writeCalendar(deps, [booking], { name: feedName('mine', language), language });
}
