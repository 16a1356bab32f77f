import { z } from 'zod';
import { Count, Fen, Id, Instant, pageOf, pageQuery } from '../primitives.ts';
import type { Contract } from './contract.ts';
import { PriceItem } from './instruments.ts';
import { UserKind } from './sessions.ts';

export const BookingState = z.enum([
  'held',
  'requested',
  'confirmed',
  'in_use',
  'awaiting_results',
  'completed',
  'disputed',
  'closed',
  'expired',
  'rejected',
  'cancelled',
  'no_show',
]);

/** What the reader may do with a booking next; the app repeats no rule. */
export const BookingAction = z.enum([
  'pay',
  'cancel',
  'approve',
  'reject',
  'start',
  'finish',
  'release_result',
  'accept',
  'dispute',
  'review',
]);

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

export const QuoteLine = z.object({
  /** `minimum_top_up` is what is missing to the minimum charge. */
  item: z.enum([...PriceItem.options, 'minimum_top_up']),
  name: z.string(),
  /** Hours for times, pieces for the rest; at most two decimals. */
  quantity: z.number().min(0),
  unitFen: Fen,
  percentOff: z.int().min(0).max(100),
  startsAt: Instant.nullable(),
  endsAt: Instant.nullable(),
  amountFen: Fen,
});

export const QuoteVoucher = z.object({
  grantId: Id,
  programme: z.string(),
  leftFen: Fen,
  payableFen: Fen,
  sharePercent: z.int().min(0).max(100),
  validUntil: Instant,
  /** Why nothing is payable, or null. */
  refusedBecause: z
    .enum(['unit_not_listed', 'expired', 'empty', 'same_control', 'nothing_due'])
    .nullable(),
});

export const Quote = z.object({
  userKind: UserKind,
  lines: z.array(QuoteLine),
  totalFen: Fen,
  /** What each voucher would pay, and the prepaid account with this unit: while there is something to pay. */
  vouchers: z.array(QuoteVoucher),
  account: z.object({ accountId: Id.nullable(), balanceFen: Fen }).nullable(),
});

export const BrokenRule = z.object({
  code: z.string(),
  message: z.string(),
  overridable: z.boolean(),
});

const Payment = z.object({
  id: Id,
  state: z.enum(['paid', 'partly_refunded', 'refunded']),
  totalFen: Fen,
  parts: z.array(
    z.object({
      kind: z.enum(['voucher', 'account', 'channel']),
      name: z.string(),
      amountFen: Fen,
      refundedFen: Fen,
    }),
  ),
  paidAt: Instant,
});

export const Booking = z.object({
  id: Id,
  kind: z.enum(['time', 'sample']),
  state: BookingState,
  instrumentId: Id,
  instrument: z.object({
    name: z.string(),
    model: z.string(),
    unitId: Id,
    unitName: z.string(),
    room: z.string(),
    timeZone: z.string(),
    classCode: z.string(),
  }),
  stationId: Id.nullable(),
  service: z.enum(['self', 'crew']),
  startsAt: Instant.nullable(),
  endsAt: Instant.nullable(),
  actualStartsAt: Instant.nullable(),
  actualEndsAt: Instant.nullable(),
  purpose: z.string(),
  owner: z.object({ id: Id, name: z.string() }),
  payer: z.object({ kind: z.enum(['group', 'company', 'person']), id: Id, name: z.string() }),
  needsApproval: z.boolean(),
  quote: Quote,
  payments: z.array(Payment),
  holdExpiresAt: Instant.nullable(),
  /** Unanswered by then, a request is cancelled with a full refund. */
  answerBy: Instant.nullable(),
  /** A completed booking is accepted by itself then. */
  autoCloseAt: Instant.nullable(),
  reviewUntil: Instant.nullable(),
  freeCancelUntil: Instant.nullable(),
  reason: z.string().nullable(),
  resultsCount: Count,
  reviewedAt: Instant.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  may: z.array(BookingAction),
});

const RefundLine = z.object({
  kind: z.enum(['voucher', 'account', 'channel']),
  name: z.string(),
  amountFen: Fen,
});

const idParams = z.strictObject({ id: Id });

const Reason = z.string().trim().min(1).max(500);

const steps = ['booking.not_found', 'booking.state_conflict', 'access.forbidden'] as const;

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
    body: inOrder(
      z.strictObject({ ...Wanted, purpose: z.string().trim().max(500).default('') }),
    ),
    responses: { 201: Booking },
    problems: [
      'instrument.not_found',
      'booking.slot_taken',
      'booking.rules_broken',
    ],
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
    problems: steps,
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
