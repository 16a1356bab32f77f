import { z } from 'zod';
import { Count, Fen, Id, Instant, SignedFen } from '../primitives.ts';
import { PriceItem } from './instrument-models.ts';
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
  'check_result',
  'release_alone',
  'accept',
  'dispute',
  'review',
  'move',
  'resolve',
  'appeal',
  'waive',
  'refuse_appeal',
  'propose_end',
  'show_code',
  'check_in',
  'check_out',
]);

export const QuoteLine = z.object({
  /** `minimum_top_up` is what is missing to the minimum charge, `subsidy` what the unit bears. */
  item: z.enum([...PriceItem.options, 'minimum_top_up', 'subsidy']),
  name: z.string(),
  /** Hours for times, pieces for the rest; at most two decimals. */
  quantity: z.number().min(0),
  unitFen: Fen,
  percentOff: z.int().min(0).max(100),
  startsAt: Instant.nullable(),
  endsAt: Instant.nullable(),
  /** Negative in a `subsidy`. */
  amountFen: SignedFen,
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
    .enum([
      'not_accepted',
      'unit_not_listed',
      'kind_not_listed',
      'expired',
      'empty',
      'cap_reached',
      'same_control',
      'nothing_due',
    ])
    .nullable(),
});

export const Quote = z.object({
  userKind: UserKind,
  lines: z.array(QuoteLine),
  totalFen: Fen,
  /** What each voucher would pay, and the prepaid account with this unit: while there is something to pay. */
  vouchers: z.array(QuoteVoucher),
  account: z.object({ accountId: Id.nullable(), balanceFen: Fen }).nullable(),
  /** What this unit lets the payer pay at the end of the month; null where it does not. */
  credit: z.object({ limitFen: Fen, leftFen: Fen }).nullable(),
  /**
   * Where a group pays: what its head lets the reader spend this month, a booking that is made counted;
   * null where there is no limit.
   */
  memberLimit: z.object({ limitFen: Fen, usedFen: Fen, leftFen: Fen }).nullable(),
});

export const BrokenRule = z.object({
  code: z.string(),
  message: z.string(),
  overridable: z.boolean(),
  /** Sums that the message names, in fen, such as those of a member's limit. */
  sums: z.record(z.string(), Fen).optional(),
});

export const Payment = z.object({
  id: Id,
  state: z.enum(['pending', 'paid', 'partly_refunded', 'refunded', 'failed']),
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
  /** Samples by test item; empty on machine time. */
  items: z.array(z.object({ testItemId: Id, name: z.string(), count: z.int().min(1) })),
  /** Who made it on the owner's behalf. */
  madeBy: Id.nullable(),
  needsApproval: z.boolean(),
  /** Who has still to agree to a request, or will be asked once a hold is paid. */
  waitsFor: z.array(z.enum(['crew', 'principal'])),
  /** Rules that staff let it break, and why. */
  overrides: z.array(z.object({ codes: z.array(z.string()), reason: z.string(), at: Instant })),
  quote: Quote,
  /** What was really used, once that is known and differs from the quote's way of charging. */
  bill: z.object({ lines: z.array(QuoteLine), totalFen: Fen }).nullable(),
  /** Still to be paid. */
  dueFen: Fen,
  payments: z.array(Payment),
  holdExpiresAt: Instant.nullable(),
  /** Unanswered by then, a request is cancelled with a full refund. */
  answerBy: Instant.nullable(),
  /** A completed booking is accepted by itself then. */
  autoCloseAt: Instant.nullable(),
  reviewUntil: Instant.nullable(),
  freeCancelUntil: Instant.nullable(),
  reason: z.string().nullable(),
  /** The owner's request to excuse a missed or late cancelled booking. */
  appeal: z.string().nullable(),
  waivedAt: Instant.nullable(),
  appealRefusedAt: Instant.nullable(),
  /** Since when the crew is asked for the end of use; null where it is not. */
  endMissingAt: Instant.nullable(),
  /** When its owner says that use ended. */
  proposedEndAt: Instant.nullable(),
  resultsCount: Count,
  /** A delivery waits for a second person of the crew; only the crew is told. */
  resultsWaiting: z.boolean(),
  reviewedAt: Instant.nullable(),
  /** Grows with every change; also the `ETag`, which `If-Match` may ask for. */
  version: z.int().min(1),
  createdAt: Instant,
  updatedAt: Instant,
  may: z.array(BookingAction),
});

export const RefundLine = z.object({
  kind: z.enum(['voucher', 'account', 'channel']),
  name: z.string(),
  amountFen: Fen,
});
