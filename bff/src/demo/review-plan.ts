import { DAY, HOUR, later } from '../infra/clock.ts';
import type { Personas } from './personas.ts';
import type { PlannedBooking } from './plan-booking.ts';
import type { Random } from './random.ts';
import { reviewText } from './words.ts';

export interface PlannedReview {
  id: string;
  bookingId: string;
  instrumentId: string;
  authorId: string;
  scores: { quality: number; speed: number; attitude: number; value: number };
  text: string;
  createdAt: Date;
  /** What it said before its edit. */
  before: Pick<PlannedReview, 'scores' | 'text'> | null;
  editedAt: Date | null;
  reply: { authorId: string; text: string; createdAt: Date } | null;
  appeal: PlannedAppeal | null;
}

export interface PlannedAppeal {
  id: string;
  reason: string;
  appealedBy: string;
  appealedAt: Date;
  judged: { by: string; at: Date; decision: 'restored' | 'removed'; reason: string } | null;
}

const score = (mean: number, random: Random) => {
  const spread = random.next() + random.next() + random.next() - 1.5;
  return Math.min(5, Math.max(1, Math.round(mean + spread * 0.9)));
};

const LATEST_DAYS = 10;

/** Reviews of finished bookings, and the mark they leave on the booking. */
export function planReviews(
  plan: readonly PlannedBooking[],
  personas: Personas,
  random: Random,
  newId: () => string,
  now: Date,
): PlannedReview[] {
  const isShown = (id: string) => id === personas.researcher.id || id === personas.company.id;
  const open = new Map<string, number>();
  return plan.flatMap((planned): PlannedReview[] => {
    const { booking, fate, bookable } = planned;
    if (booking.state !== 'closed' || fate.closedAt === null) return [];
    const createdAt = later(fate.closedAt, random.int(1, LATEST_DAYS * 24) * HOUR);
    if (createdAt >= now) return [];
    if (isShown(booking.ownerId)) {
      // The newest closed booking of each persona waits for its review.
      const left = open.get(booking.ownerId) ?? 0;
      open.set(booking.ownerId, left + 1);
      if (left === 0 && now.getTime() - fate.closedAt.getTime() < 30 * DAY) return [];
    } else if (!random.chance(0.62)) return [];
    const { quality } = bookable;
    const scores = {
      quality: score(quality + 0.1, random),
      speed: score(quality - 0.2, random),
      attitude: score(quality + 0.15, random),
      value: score(quality - 0.25, random),
    };
    const all = Object.values(scores);
    const mean = all.reduce((sum, one) => sum + one, 0) / 4;
    const text = reviewText(mean, Math.min(...all), random);
    booking.reviewedAt = createdAt;
    booking.updatedAt = createdAt;
    return [
      {
        id: newId(),
        bookingId: booking.id,
        instrumentId: booking.instrumentId,
        authorId: booking.ownerId,
        scores,
        text,
        createdAt,
        before: null,
        editedAt: null,
        reply: null,
        appeal: null,
      },
    ];
  });
}
