import { z } from 'zod';
import { Count, Fen, Id, Instant, pageOf, pageQuery } from '../primitives.ts';
import { Booking, BookingState, BrokenRule, Payment, Quote, RefundLine } from './booking-models.ts';
import type { Contract } from './contract.ts';

/** Whose money and whose price: a group, a company, or the person alone (null). */
const ChargeTo = z.strictObject({ kind: z.enum(['group', 'company']), id: Id });

const Shared = {
  instrumentId: Id,
  /** Who runs the instrument: the user, or the crew for them. */
  service: z.enum(['self', 'crew']).default('self'),
  chargeTo: ChargeTo.optional(),
};

const WantedTime = { ...Shared, kind: z.literal('time'), startsAt: Instant, endsAt: Instant };

const WantedSamples = {
  ...Shared,
  kind: z.literal('sample'),
  items: z
    .array(z.strictObject({ testItemId: Id, count: z.int().min(1).max(10_000) }))
    .min(1)
    .max(50),
};

/** Beside the wish itself, where a booking is made of it. */
const Making = {
  purpose: z.string().trim().max(500).default(''),
  /** Staff book for others. */
  onBehalfOf: Id.optional(),
  /** Staff let the wish break rules that may be set aside. */
  override: z.strictObject({ reason: z.string().trim().min(1).max(500) }).optional(),
};

/** No instrument's rules let a booking be longer; judging one of years would keep everybody waiting. */
export const LONGEST_BOOKING_MS = 31 * 86_400_000;

/** Wishes that make no sense for any instrument: backwards, or over a month long. */
export const inOrder = <T extends z.ZodType<{ startsAt: string; endsAt: string }>>(wanted: T) =>
  wanted
    .refine(({ startsAt, endsAt }) => Date.parse(endsAt) > Date.parse(startsAt), {
      path: ['endsAt'],
      error: 'order',
    })
    .refine(
      ({ startsAt, endsAt }) => Date.parse(endsAt) - Date.parse(startsAt) <= LONGEST_BOOKING_MS,
      {
        path: ['endsAt'],
        error: 'out_of_range',
      },
    );

/** The code on an instrument’s label, from those who run it themselves. */
const LabelCode = z.string().max(40).optional();

export const bookingParams = z.strictObject({ id: Id });

export const Reason = z.string().trim().min(1).max(500);

export const Override = z.strictObject({ reason: Reason }).optional();

export const stepProblems = [
  'booking.not_found',
  'booking.state_conflict',
  'access.forbidden',
  'request.stale',
] as const;

export const bookingContracts = {
  createQuote: {
    summary: 'What a booking would cost and which rules it would break; makes nothing',
    body: z.discriminatedUnion('kind', [
      inOrder(z.strictObject(WantedTime)),
      z.strictObject(WantedSamples),
    ]),
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
    body: z.discriminatedUnion('kind', [
      inOrder(z.strictObject({ ...WantedTime, ...Making })),
      z.strictObject({ ...WantedSamples, ...Making }),
    ]),
    responses: { 201: Booking },
    problems: [
      'instrument.not_found',
      'booking.owner_unknown',
      'booking.slot_taken',
      'booking.rules_broken',
    ],
  },
  listBookings: {
    summary:
      'My bookings, those of my crews and units, my companies’, or those that ask me as principal',
    query: z.strictObject({
      ...pageQuery,
      role: z.enum(['mine', 'crew', 'company', 'principal']).default('mine'),
      state: BookingState.optional(),
      /** A tab of the list; the answer's `counts` has the number of each. */
      group: z.enum(['needs_you', 'running', 'done', 'cancelled']).optional(),
      sort: z.enum(['newest', 'soonest']).default('newest'),
      instrumentId: Id.optional(),
      /** Only those with a delivery that waits for a second person. */
      resultsWaiting: z.stringbool().optional(),
      /** For the crew: only what they have to clear up. */
      problem: z.stringbool().optional(),
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
    params: bookingParams,
    responses: { 200: Booking },
    problems: ['booking.not_found'],
  },
  payBooking: {
    summary: 'Pay by voucher and account in any mix; paying zero is paying too',
    idempotent: true,
    params: bookingParams,
    body: z.strictObject({
      voucherGrantId: Id.optional(),
      voucherFen: Fen.optional(),
      accountFen: Fen.optional(),
      channel: z.enum(['alipay', 'transfer']).optional(),
      channelFen: Fen.optional(),
    }),
    responses: { 201: z.object({ payment: Payment, booking: Booking }) },
    problems: [
      ...stepProblems,
      'booking.hold_expired',
      'booking.nothing_due',
      'booking.slot_taken',
      'group.left',
      'payment.parts_mismatch',
      'payment.balance_short',
      'payment.channel_unavailable',
      'payment.credit_short',
      'voucher.not_found',
      'voucher.not_applicable',
      'voucher.above_share',
      'voucher.balance_short',
      'voucher.cap_reached',
    ],
  },
  decideApproval: {
    summary: 'Approve or reject a request; a rejection refunds in full',
    params: bookingParams,
    body: z
      .strictObject({
        decision: z.enum(['approve', 'reject']),
        reason: Reason.optional(),
        override: Override,
      })
      .refine((body) => body.decision === 'approve' || body.reason !== undefined, {
        path: ['reason'],
        error: 'required',
      }),
    responses: { 200: Booking },
    problems: [...stepProblems, 'booking.rules_broken'],
  },
  resolveDispute: {
    summary: 'End a dispute: open to acceptance again, or closed at a bill that is not higher',
    params: bookingParams,
    body: z.strictObject({
      decision: z.enum(['reopen', 'close']),
      billFen: Fen.optional(),
      reason: Reason,
    }),
    responses: { 200: Booking },
    problems: [...stepProblems, 'booking.bill_higher'],
  },
  appealBooking: {
    summary: 'Ask the crew to excuse a missed or late cancelled booking',
    params: bookingParams,
    body: z.strictObject({ reason: Reason }),
    responses: { 200: Booking },
    problems: stepProblems,
  },
  waiveBooking: {
    summary: 'Excuse a missed or late cancelled booking; a kept fee goes back',
    params: bookingParams,
    body: z.strictObject({ reason: Reason }),
    responses: { 200: z.object({ booking: Booking, refunds: z.array(RefundLine) }) },
    problems: stepProblems,
  },
  cancelBooking: {
    summary: 'Cancel, or let a hold go',
    params: bookingParams,
    body: z.strictObject({ reason: Reason }),
    responses: {
      200: z.object({ booking: Booking, keptFen: Fen, refunds: z.array(RefundLine) }),
    },
    problems: [...stepProblems, 'booking.hold_expired'],
  },
  startBooking: {
    summary: 'Begin use',
    params: bookingParams,
    body: z.strictObject({ at: Instant.optional(), code: LabelCode }),
    responses: { 200: Booking },
    problems: [
      ...stepProblems,
      'booking.times_invalid',
      'booking.station_in_use',
      'booking.time_of_others',
      'booking.start_too_early',
      'check_in.wrong_code',
    ],
  },
  finishBooking: {
    summary: 'End use; the rest of the booked time is free again',
    params: bookingParams,
    body: z.strictObject({
      at: Instant.optional(),
      resultsDue: z.boolean().default(true),
      code: LabelCode,
    }),
    responses: { 200: Booking },
    problems: [...stepProblems, 'booking.times_invalid', 'check_in.wrong_code'],
  },
} satisfies Record<string, Contract>;
