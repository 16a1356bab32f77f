import type { UserKind } from '../../instruments/index.ts';
import type { PriceList, QuoteLine } from '../../pricing/index.ts';
import { later, MINUTE } from '../../../infra/clock.ts';
import type { Interval } from './cells.ts';
import type { QuotaCharge } from './quotas.ts';
import type { BookingState } from './states.ts';

/** Price and policy as they were when the slot was held; later changes of the instrument are not its. */
export interface FrozenQuote {
  userKind: UserKind;
  priceListId: string;
  /** The list narrowed to this kind of user; absent on bookings older than the final bill. */
  terms?: PriceList | null;
  lines: QuoteLine[];
  totalFen: number;
  /** When the times were judged: lead time and horizon are counted from then, also at approval. */
  judgedAt?: string;
  lateCancelPercent: number;
  noShowPercent?: number;
  freeCancelMinutes?: number;
  bufferBeforeMinutes?: number;
  bufferAfterMinutes?: number;
  /** Whether the buffers are paid for like booked time. */
  chargesBuffers?: boolean;
}

/** A rule that staff let a booking break. */
export interface Override {
  codes: string[];
  reason: string;
  actorId: string;
  at: string;
}

/** Samples of one test item. */
export interface SampleItem {
  testItemId: string;
  name: string;
  count: number;
}

export interface Booking {
  id: string;
  kind: 'time' | 'sample';
  state: BookingState;
  instrumentId: string;
  stationId: string | null;
  unitId: string;
  crewId: string | null;
  ownerId: string;
  /** Who made it on the owner's behalf; null where the owner did. */
  madeBy: string | null;
  payerKind: 'group' | 'company' | 'person';
  payerId: string;
  service: 'self' | 'crew';
  /** Null on a sample booking that has no machine time yet. */
  startsAt: Date | null;
  endsAt: Date | null;
  actualStartsAt: Date | null;
  actualEndsAt: Date | null;
  purpose: string;
  items: SampleItem[] | null;
  quote: FrozenQuote;
  /** Of the quote. */
  totalFen: number;
  /** What was really used, once that is known. */
  bill: { lines: QuoteLine[]; totalFen: number } | null;
  rulesVersion: number;
  charges: QuotaCharge[] | null;
  overrides: Override[] | null;
  needsApproval: boolean;
  /** Whom the group asks; null where it asks nobody. */
  principalId: string | null;
  principalAgreedAt: Date | null;
  crewAgreedAt: Date | null;
  /** Which of the owner's three holds this is; null once it is none. */
  holdSlot: number | null;
  holdExpiresAt: Date | null;
  /** When time by itself moves the booking on; null where it never does. */
  dueAt: Date | null;
  paidAt: Date | null;
  answerBy: Date | null;
  freeCancelUntil: Date | null;
  completedAt: Date | null;
  autoCloseAt: Date | null;
  closedAt: Date | null;
  reason: string | null;
  appeal: string | null;
  waivedAt: Date | null;
  appealRefusedAt: Date | null;
  /** Nobody wrote down the end of use in time. */
  endMissingAt: Date | null;
  /** When its owner says that use ended. */
  proposedEndAt: Date | null;
  /** Versions of results that were released. */
  resultsCount: number;
  /** Who delivered what now waits for a second person; null where nothing does. */
  resultsWaitingBy: string | null;
  reviewedAt: Date | null;
  /** Grows with every change. */
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

/** A booking with the names that its readers see. */
export interface BookingView extends Booking {
  ownerName: string;
  payerName: string;
  instrumentName: string;
  instrumentNameEn: string | null;
  model: string;
  room: string;
  classCode: string;
  unitName: string;
  unitNameEn: string;
  timeZone: string;
  regionCode: string;
  acceptsVouchers: boolean;
  /** The group that owns the instrument. */
  instrumentGroupId: string | null;
  /** Who may check results of it: its crew, but for its owner. */
  checkerIds: readonly string[];
}

/** Whether nobody but this person could check its results. */
export const isAlone = ({ checkerIds }: BookingView, userId: string): boolean =>
  checkerIds.every((id) => id === userId);

/** What the booking costs as far as is known now, in fen. */
export const billFen = (booking: Pick<Booking, 'bill' | 'totalFen'>): number =>
  booking.bill?.totalFen ?? booking.totalFen;

/** Minutes that the booking's cells reach past its times. */
export const buffersOfBooking = ({ quote }: Pick<Booking, 'quote'>) => ({
  beforeMinutes: quote.bufferBeforeMinutes ?? 0,
  afterMinutes: quote.bufferAfterMinutes ?? 0,
});

/** When the booking's times were last judged. */
export const judgedAt = ({ createdAt, quote }: Pick<Booking, 'createdAt' | 'quote'>): Date =>
  quote.judgedAt === undefined ? createdAt : new Date(quote.judgedAt);

/** A time as it is charged: with its buffers where the instrument charges them. */
export function withChargedBuffers(booking: Pick<Booking, 'quote'>, range: Interval): Interval {
  const { afterMinutes, beforeMinutes } = buffersOfBooking(booking);
  if (booking.quote.chargesBuffers !== true) return range;
  return {
    startsAt: later(range.startsAt, -beforeMinutes * MINUTE),
    endsAt: later(range.endsAt, afterMinutes * MINUTE),
  };
}
