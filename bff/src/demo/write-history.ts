import { listCells } from '../features/bookings/domain/cells.ts';
import { countRatings } from '../features/reviews/index.ts';
import { insertRows } from '../infra/insert-rows.ts';
import { toJson, type Trx } from '../infra/database.ts';
import type { PlannedBooking } from './plan-booking.ts';
import type { PlannedReview } from './review-plan.ts';

/** Writes bookings with their history, their cells and what is still to happen to them. */
export async function writeBookings(trx: Trx, plan: readonly PlannedBooking[]): Promise<void> {
  await insertRows(
    trx,
    'bookings',
    plan.map(({ booking: one }) => ({
      id: one.id,
      kind: one.kind,
      state: one.state,
      instrument_id: one.instrumentId,
      station_id: one.stationId,
      unit_id: one.unitId,
      crew_id: one.crewId,
      owner_id: one.ownerId,
      payer_kind: one.payerKind,
      payer_id: one.payerId,
      service: one.service,
      starts_at: one.startsAt,
      ends_at: one.endsAt,
      actual_starts_at: one.actualStartsAt,
      actual_ends_at: one.actualEndsAt,
      purpose: one.purpose,
      quote: toJson(one.quote),
      total_fen: one.totalFen,
      rules_version: one.rulesVersion,
      needs_approval: one.needsApproval,
      principal_id: one.principalId,
      hold_slot: one.holdSlot,
      hold_expires_at: one.holdExpiresAt,
      due_at: one.dueAt,
      paid_at: one.paidAt,
      answer_by: one.answerBy,
      free_cancel_until: one.freeCancelUntil,
      completed_at: one.completedAt,
      auto_close_at: one.autoCloseAt,
      closed_at: one.closedAt,
      reason: one.reason,
      results_count: one.resultsCount,
      results_waiting_by: one.resultsWaitingBy,
      reviewed_at: one.reviewedAt,
      version: one.version,
      created_at: one.createdAt,
      updated_at: one.updatedAt,
    })),
  );
  await insertRows(
    trx,
    'booking_cells',
    plan.flatMap(({ booking, cells }) =>
      cells === null
        ? []
        : listCells(cells).map((cell) => ({
            station_id: booking.stationId,
            cell,
            owner_kind: 'booking',
            owner_id: booking.id,
          })),
    ),
  );
}

function paymentState({ parts, keptFen }: PlannedBooking): string {
  if (parts.every(({ refundedFen }) => refundedFen === 0)) return 'paid';
  return keptFen === 0 ? 'refunded' : 'partly_refunded';
}

function useState(planned: PlannedBooking): { state: string; at: Date | null } {
  const last = planned.fate.steps.at(-1)?.at ?? null;
  if (planned.booking.state === 'closed') return { state: 'used', at: planned.fate.closedAt };
  const isBack = planned.parts.some(
    ({ kind, refundedFen }) => kind === 'voucher' && refundedFen > 0,
  );
  return isBack ? { state: 'released', at: last } : { state: 'frozen', at: null };
}

/** Writes payments with their parts, and what vouchers paid. */
export async function writePayments(
  trx: Trx,
  plan: readonly PlannedBooking[],
  newId: () => string,
): Promise<void> {
  const paid = plan.flatMap((planned) =>
    planned.fate.paidAt === null ? [] : [{ id: newId(), planned, at: planned.fate.paidAt }],
  );
  await insertRows(
    trx,
    'payments',
    paid.map(({ id, planned, at }) => ({
      id,
      booking_id: planned.booking.id,
      state: paymentState(planned),
      total_fen: planned.booking.totalFen,
      paid_at: at,
    })),
  );
  await insertRows(
    trx,
    'payment_parts',
    paid.flatMap(({ id, planned }) =>
      planned.parts.map((part, position) => ({
        payment_id: id,
        position,
        kind: part.kind,
        source_id: part.sourceId,
        name: part.name,
        amount_fen: part.amountFen,
        refunded_fen: part.refundedFen,
      })),
    ),
  );
  await insertRows(
    trx,
    'voucher_uses',
    paid.flatMap(({ id, planned, at }) =>
      planned.parts
        .filter(({ kind }) => kind === 'voucher')
        .map((part) => {
          const { state, at: settledAt } = useState(planned);
          return {
            id: newId(),
            grant_id: part.sourceId,
            booking_id: planned.booking.id,
            payment_id: id,
            state,
            amount_fen: part.amountFen,
            released_fen: part.refundedFen,
            frozen_at: at,
            settled_at: settledAt,
          };
        }),
    ),
  );
}

const scoreColumns = ({ quality, speed, attitude, value }: PlannedReview['scores']) => ({
  quality,
  speed,
  attitude,
  worth: value,
});

const stateOf = ({ appeal }: PlannedReview): 'shown' | 'appealed' | 'removed' => {
  if (appeal === null) return 'shown';
  if (appeal.judged === null) return 'appealed';
  return appeal.judged.decision === 'restored' ? 'shown' : 'removed';
};

/** Writes what crews, authors and offices made of reviews. */
async function writeAnswers(trx: Trx, reviews: readonly PlannedReview[]): Promise<void> {
  await insertRows(
    trx,
    'review_versions',
    reviews.flatMap(({ id, before, createdAt }) =>
      before === null
        ? []
        : [
            {
              review_id: id,
              edition: 1,
              ...scoreColumns(before.scores),
              text: before.text,
              written_at: createdAt,
            },
          ],
    ),
  );
  await insertRows(
    trx,
    'review_replies',
    reviews.flatMap(({ id, reply }) =>
      reply === null
        ? []
        : [
            {
              review_id: id,
              author_id: reply.authorId,
              text: reply.text,
              created_at: reply.createdAt,
            },
          ],
    ),
  );
  await insertRows(
    trx,
    'review_appeals',
    reviews.flatMap(({ id, appeal, before }) =>
      appeal === null
        ? []
        : [
            {
              id: appeal.id,
              review_id: id,
              edition: before === null ? 1 : 2,
              reason: appeal.reason,
              appealed_by: appeal.appealedBy,
              appealed_at: appeal.appealedAt,
              decision: appeal.judged?.decision ?? null,
              judgement: appeal.judged?.reason ?? null,
              judged_by: appeal.judged?.by ?? null,
              judged_at: appeal.judged?.at ?? null,
            },
          ],
    ),
  );
}

/** Writes reviews with what came of them, and the sums that ratings are made of. */
export async function writeReviews(trx: Trx, reviews: readonly PlannedReview[]): Promise<void> {
  await insertRows(
    trx,
    'reviews',
    reviews.map((review) => {
      const steps = [review.before, review.appeal, review.appeal?.judged ?? null];
      return {
        id: review.id,
        booking_id: review.bookingId,
        instrument_id: review.instrumentId,
        author_id: review.authorId,
        ...scoreColumns(review.scores),
        text: review.text,
        created_at: review.createdAt,
        state: stateOf(review),
        edits: review.before === null ? 0 : 1,
        edited_at: review.editedAt,
        version: 1 + steps.filter((step) => step !== null).length,
      };
    }),
  );
  await writeAnswers(trx, reviews);
  await countRatings(trx);
}
