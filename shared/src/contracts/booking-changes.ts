import { z } from 'zod';
import { Fen, Id, Instant } from '../primitives.ts';
import { Booking, BrokenRule, QuoteLine } from './booking-models.ts';
import { bookingParams, inOrder, Override, Reason, stepProblems } from './bookings.ts';
import type { Contract } from './contract.ts';

export const bookingChangeContracts = {
  changeBooking: {
    summary: 'Move or resize by the rules, or change the words',
    params: bookingParams,
    body: z
      .strictObject({
        startsAt: Instant.optional(),
        endsAt: Instant.optional(),
        purpose: z.string().trim().max(500).optional(),
        reason: Reason.optional(),
        override: Override,
      })
      .refine(
        ({ startsAt, endsAt }) =>
          startsAt === undefined ||
          endsAt === undefined ||
          Date.parse(endsAt) > Date.parse(startsAt),
        { path: ['endsAt'], error: 'order' },
      ),
    responses: { 200: Booking },
    problems: [
      ...stepProblems,
      'booking.move_refused',
      'booking.rules_broken',
      'booking.slot_taken',
    ],
  },
  quoteChange: {
    summary: 'What moving or resizing would cost or give back, and which rules it would break',
    params: bookingParams,
    body: inOrder(z.strictObject({ startsAt: Instant, endsAt: Instant })),
    responses: {
      200: z.object({
        lines: z.array(QuoteLine),
        totalFen: Fen,
        wasFen: Fen,
        /** Taken from the prepaid account with the move. */
        dueFen: Fen,
        /** Given back with the move. */
        backFen: Fen,
        account: z.object({ accountId: Id.nullable(), balanceFen: Fen }),
        freeCancelUntil: Instant.nullable(),
        broken: z.array(BrokenRule),
        nearest: z.array(z.object({ startsAt: Instant, endsAt: Instant, totalFen: Fen })),
      }),
    },
    problems: [...stepProblems, 'booking.move_refused'],
  },
  proposeEnd: {
    summary: 'Say when use ended, where nobody has written it down',
    params: bookingParams,
    body: z.strictObject({ endsAt: Instant }),
    responses: { 200: Booking },
    problems: [...stepProblems, 'booking.times_invalid'],
  },
  refuseAppeal: {
    summary: 'Refuse an appeal; a kept fee stays',
    params: bookingParams,
    body: z.strictObject({ reason: Reason }),
    responses: { 200: Booking },
    problems: stepProblems,
  },
} satisfies Record<string, Contract>;
