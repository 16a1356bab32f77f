import { z } from 'zod';
import { Count, Id, Instant } from '../primitives.ts';
import type { Contract } from './contract.ts';

const Reason = z.string().trim().min(1).max(500);

const DAY_MS = 86_400_000;
/** Of one block: every 15 minutes of it are a row, written in one transaction. */
const LONGEST_DAYS = 92;

const Block = z.object({
  id: Id,
  /** Occurrences and stations that were made together. */
  seriesId: Id,
  kind: z.enum(['outage', 'crew_time']),
  stationId: Id,
  startsAt: Instant,
  endsAt: Instant,
  reason: z.string(),
});

export const calendarContracts = {
  listCalendars: {
    summary: 'What is taken on up to 300 instruments of a unit, in at most 62 days',
    query: z.strictObject({
      unitId: Id,
      from: Instant,
      to: Instant,
      limit: z.coerce.number().int().min(1).max(300).default(100),
      cursor: z.string().max(200).optional(),
    }),
    responses: {
      200: z.object({
        items: z.array(
          z.object({
            instrumentId: Id,
            name: z.string(),
            model: z.string(),
            /** `held` is a slot that somebody is paying for; busy means no station is free. */
            busy: z.array(
              z.object({
                startsAt: Instant,
                endsAt: Instant,
                kind: z.enum(['busy', 'held', 'closed']),
              }),
            ),
          }),
        ),
        nextCursor: z.string().nullable(),
        readAt: Instant,
      }),
    },
    problems: ['calendar.range_invalid', 'request.cursor_invalid'],
  },
  createBlock: {
    summary:
      'Take stations out of use: an outage cancels what it hits, crew time takes what is free',
    idempotent: true,
    params: z.strictObject({ id: Id }),
    body: z
      .strictObject({
        kind: z.enum(['outage', 'crew_time']),
        startsAt: Instant,
        endsAt: Instant,
        stationIds: z.array(Id).min(1).max(100).optional(),
        reason: Reason,
        /** Repeats weekly at the same wall-clock time, this many weeks in all. */
        weeks: z.int().min(1).max(52).default(1),
      })
      .refine(({ startsAt, endsAt }) => Date.parse(endsAt) > Date.parse(startsAt), {
        path: ['endsAt'],
        error: 'order',
      })
      .refine(
        ({ startsAt, endsAt, weeks }) =>
          Date.parse(endsAt) - Date.parse(startsAt) <= (weeks > 1 ? 7 : LONGEST_DAYS) * DAY_MS,
        { path: ['endsAt'], error: 'out_of_range' },
      ),
    responses: { 201: z.object({ items: z.array(Block), cancelled: Count }) },
    problems: [
      'instrument.not_found',
      'access.forbidden',
      'block.not_on_cells',
      'block.too_much',
      'block.not_found',
      'booking.slot_taken',
    ],
  },
  listBlocks: {
    summary: 'Outages and crew time of an instrument',
    params: z.strictObject({ id: Id }),
    query: z.strictObject({ from: Instant, to: Instant }),
    responses: { 200: z.object({ items: z.array(Block) }) },
    problems: ['instrument.not_found', 'access.forbidden'],
  },
  liftBlock: {
    summary: 'Give blocked time back, all that is still to come of one series',
    params: z.strictObject({ id: Id }),
    responses: { 204: null },
    problems: ['block.not_found', 'access.forbidden', 'instrument.not_found'],
  },
} satisfies Record<string, Contract>;
