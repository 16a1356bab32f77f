import { z } from 'zod';
import { Count, Fen, Id, Instant, pageOf, pageQuery } from '../primitives.ts';
import { Booking, BookingState, BrokenRule, Payment, Quote, RefundLine } from './booking-models.ts';
import type { Contract } from './contract.ts';

/** Whose money and whose price: a group, a company, or the person alone (null). */
const ChargeTo = z.strictObject({ kind: z.enum(['group', 'company']), id: Id });

const Wanted = {
  instrumentId: Id,
  kind: z.literal('time'),
  startsAt: Instant,
  endsAt: Instant,
  /** Who runs the instrument: the user, or the crew for them. */
  service: z.enum(['self', 'crew']).default('self'),
  chargeTo: ChargeTo.optional(),
};

const LONGEST_MS = 31 * 86_400_000;

/** Wishes that make no sense for any instrument: backwards, or over a month long. */
const inOrder = <T extends z.ZodType<{ startsAt: string; endsAt: string }>>(wanted: T) =>
  wanted
    .refine(({ startsAt, endsAt }) => Date.parse(endsAt) > Date.parse(startsAt), {
      path: ['endsAt'],
      error: 'order',
    })
    .refine(({ startsAt, endsAt }) => Date.parse(endsAt) - Date.parse(startsAt) <= LONGEST_MS, {
      path: ['endsAt'],
      error: 'out_of_range',
    });

const idParams = z.strictObject({ id: Id });

const Reason = z.string().trim().min(1).max(500);

const steps = [
  'booking.not_found',
  'booking.state_conflict',
  'access.forbidden',
  'request.stale',
] as const;

export const bookingContracts = {
  createQuote: {
    summary: 'What a booking would cost and which rules it would break; makes nothing',
    body: inOrder(z.strictObject(Wanted)),
    responses: {
      200: Quote.extend({
        broken: z.array(BrokenRule),
        needsApproval: z.boolean(),
        /** Up to two allowed choices near the wish, with their price. */
        nearest: z.array(z.object({ startsAt: Instant, endsAt: Instant, totalFen: Fen })),
      }),
    },
    problems: ['instrument.not_found'],
  },
  createBooking: {
    summary: 'Hold a slot for ten minutes',
    idempotent: true,
    body: inOrder(z.strictObject({ ...Wanted, purpose: z.string().trim().max(500).default('') })),
    responses: { 201: Booking },
    problems: ['instrument.not_found', 'booking.slot_taken', 'booking.rules_broken'],
  },
  listBookings: {
    summary: 'My bookings, those of my crews and units, or those my companies pay for',
    query: z.strictObject({
      ...pageQuery,
      role: z.enum(['mine', 'crew', 'company']).default('mine'),
      state: BookingState.optional(),
      /** A tab of the list; the answer's `counts` has the number of each. */
      group: z.enum(['needs_you', 'running', 'done', 'cancelled']).optional(),
      sort: z.enum(['newest', 'soonest']).default('newest'),
      instrumentId: Id.optional(),
      from: Instant.optional(),
      to: Instant.optional(),
    }),
    responses: {
      200: pageOf(Booking).extend({
        counts: z.object({
          needsYou: Count,
          running: Count,
          done: Count,
          cancelled: Count,
        }),
      }),
    },
    problems: ['request.cursor_invalid'],
  },
  getBooking: {
    summary: 'One booking',
    params: idParams,
    responses: { 200: Booking },
    problems: ['booking.not_found'],
  },
  payBooking: {
    summary: 'Pay by voucher and account in any mix; paying zero is paying too',
    idempotent: true,
    params: idParams,
    body: z.strictObject({
      voucherGrantId: Id.optional(),
      voucherFen: Fen.optional(),
      accountFen: Fen.optional(),
      channel: z.enum(['alipay', 'transfer']).optional(),
      channelFen: Fen.optional(),
    }),
    responses: { 201: z.object({ payment: Payment, booking: Booking }) },
    problems: [
      ...steps,
      'booking.hold_expired',
      'booking.slot_taken',
      'payment.parts_mismatch',
      'payment.balance_short',
      'payment.channel_unavailable',
      'voucher.not_found',
      'voucher.not_applicable',
      'voucher.above_share',
      'voucher.balance_short',
    ],
  },
  decideApproval: {
    summary: 'Approve or reject a request; a rejection refunds in full',
    params: idParams,
    body: z
      .strictObject({ decision: z.enum(['approve', 'reject']), reason: Reason.optional() })
      .refine((body) => body.decision === 'approve' || body.reason !== undefined, {
        path: ['reason'],
        error: 'required',
      }),
    responses: { 200: Booking },
    problems: steps,
  },
  cancelBooking: {
    summary: 'Cancel, or let a hold go',
    params: idParams,
    body: z.strictObject({ reason: Reason }),
    responses: {
      200: z.object({ booking: Booking, keptFen: Fen, refunds: z.array(RefundLine) }),
    },
    problems: [...steps, 'booking.hold_expired'],
  },
  startBooking: {
    summary: 'Begin use',
    params: idParams,
    body: z.strictObject({ at: Instant.optional() }),
    responses: { 200: Booking },
    problems: [...steps, 'booking.times_invalid'],
  },
  finishBooking: {
    summary: 'End use; the rest of the booked time is free again',
    params: idParams,
    body: z.strictObject({ at: Instant.optional(), resultsDue: z.boolean().default(true) }),
    responses: { 200: Booking },
    problems: [...steps, 'booking.times_invalid'],
  },
} satisfies Record<string, Contract>;
