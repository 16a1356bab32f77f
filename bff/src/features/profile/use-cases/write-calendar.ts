import { createHash } from 'node:crypto';
import { cleanLine } from '@dayi/shared/plain-text';
import type { Language } from '@dayi/shared/problems';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { Deps } from '../../../deps.ts';
import { HOUR, SECOND } from '../../../infra/clock.ts';
import type { BookingView } from '../../bookings/index.ts';
import { findInstruments } from '../../instruments/index.ts';
import { describe, statusOf } from '../domain/calendar-words.ts';

const ASK_AGAIN_SECONDS = HOUR / SECOND;

export interface WrittenCalendar {
  text: string;
  tag: string;
}

/**
 * Bookings as iCalendar (RFC 5545). Times are UTC: a booking is an instant, every calendar shows it by the
 * clock of whoever looks, and there is no VTIMEZONE to be read wrongly. The same bookings give the same
 * text, so that its tag can say that nothing changed: stamps are the bookings' own. No alarms: each person's
 * calendar has its own.
 */
export async function writeCalendar(
  deps: Deps,
  bookings: readonly BookingView[],
  { name, language }: { name: string; language: Language },
): Promise<WrittenCalendar> {
  const ids = [...new Set(bookings.map(({ instrumentId }) => instrumentId))];
  const found = await findInstruments(deps.db, ids);
  const addresses = new Map(found.map((one) => [one.id, one.address]));
  const calendar = ical({
    name,
    prodId: { company: 'Dayi', product: 'Dayi', language: language === 'en' ? 'EN' : 'ZH' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: ASK_AGAIN_SECONDS,
  });
  const isEnglish = language === 'en';
  for (const booking of bookings) {
    if (booking.startsAt === null || booking.endsAt === null) continue;
    const link = `${deps.config.publicUrl}/#/sharing/bookings/detail/index?id=${booking.id}`;
    const place = [
      isEnglish ? booking.unitNameEn : booking.unitName,
      addresses.get(booking.instrumentId) ?? '',
      booking.room,
    ];
    calendar.createEvent({
      // The same in every feed and file, so that a calendar moves the event instead of adding one.
      id: `${booking.id}@dayi`,
      sequence: booking.version - 1,
      stamp: booking.updatedAt,
      created: booking.createdAt,
      lastModified: booking.updatedAt,
      start: booking.startsAt,
      end: booking.endsAt,
      status: ICalEventStatus[statusOf(booking.state)],
      summary: cleanLine(
        `${(isEnglish ? booking.instrumentNameEn : null) ?? booking.instrumentName} ${booking.model}`,
      ),
      location: cleanLine(place.filter(Boolean).join(' ')),
      description: describe(booking, link, language),
      url: link,
    });
  }
  const text = calendar.toString();
  return { text, tag: `"${createHash('sha256').update(text).digest('base64url')}"` };
}
