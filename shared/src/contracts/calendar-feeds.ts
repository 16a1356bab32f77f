import { z } from 'zod';
import { Id, Instant } from '../primitives.ts';
import type { Contract } from './contract.ts';

/** One’s own bookings, or the days of the crews one is in. */
const FeedKind = z.enum(['mine', 'crew']);

const Feed = z.object({
  kind: FeedKind,
  madeAt: Instant,
  /** When a calendar last asked for it; null where none has. */
  readAt: Instant.nullable(),
});

const kindParams = z.strictObject({ kind: FeedKind });

export const calendarFeedContracts = {
  listCalendarFeeds: {
    summary: 'My calendar feeds; their addresses were shown once and are kept by nobody',
    responses: { 200: z.object({ items: z.array(Feed) }) },
  },
  makeCalendarFeed: {
    summary: 'A fresh secret address for a feed; the one before it ends at once',
    params: kindParams,
    responses: { 201: Feed.extend({ address: z.url() }) },
    problems: ['feed.no_crew'],
  },
  revokeCalendarFeed: {
    summary: 'End a feed’s address; calendars that subscribed to it hear nothing more',
    params: kindParams,
    responses: { 204: null },
  },
  readCalendarFeed: {
    summary: 'A feed as iCalendar, by its secret address',
    params: z.strictObject({ token: z.string().max(100) }),
    responses: { 200: null, 304: null },
    produces: 'text/calendar',
    problems: ['feed.not_found'],
  },
  getBookingCalendar: {
    summary: 'One booking as an iCalendar file',
    params: z.strictObject({ id: Id }),
    responses: { 200: null, 304: null },
    produces: 'text/calendar',
    problems: ['booking.not_found', 'booking.no_time'],
  },
} satisfies Record<string, Contract>;
