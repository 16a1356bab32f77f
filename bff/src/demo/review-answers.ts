import { DAY, HOUR, later } from '../infra/clock.ts';
import type { Personas } from './personas.ts';
import type { PlannedBooking } from './plan-booking.ts';
import type { Random } from './random.ts';
import type { PlannedReview } from './review-plan.ts';
import { APPEALED, APPEALS, JUDGEMENTS, REPLIES, reviewText } from './words.ts';

const REPLIED = 0.35;
const EDITED = 0.05;

const lowestOf = ({ scores }: PlannedReview) => Math.min(...Object.values(scores));

/** An edit that mends a first, harsher word; null where there is no time for one yet. */
function edit(review: PlannedReview, random: Random, now: Date): void {
  const editedAt = later(review.createdAt, random.int(20, 120) * HOUR);
  if (editedAt >= now) return;
  const { scores } = review;
  const before = {
    ...scores,
    speed: Math.max(1, scores.speed - 2),
    value: Math.max(1, scores.value - 1),
  };
  const all = Object.values(before);
  const mean = all.reduce((sum, one) => sum + one, 0) / all.length;
  review.before = { scores: before, text: reviewText(mean, Math.min(...all), random) };
  review.editedAt = editedAt;
}

function reply(review: PlannedReview, planned: PlannedBooking, random: Random, now: Date): void {
  const [operator] = planned.bookable.operators;
  const createdAt = later(review.editedAt ?? review.createdAt, random.int(2, 40) * HOUR);
  if (operator === undefined || createdAt >= now) return;
  const words = lowestOf(review) <= 2 ? REPLIES.sorry : REPLIES.glad;
  review.reply = { authorId: operator.id, text: random.pick(words), createdAt };
}

/**
 * What came of reviews: replies of crews, edits, and at the crew that visitors can sign in as two appeals,
 * one of them judged.
 */
export function answerReviews(
  reviews: readonly PlannedReview[],
  plan: readonly PlannedBooking[],
  people: { personas: Personas; judgeId: string | undefined },
  random: Random,
  newId: () => string,
  now: Date,
): void {
  const byBooking = new Map(plan.map((planned) => [planned.booking.id, planned]));
  const { personas, judgeId } = people;
  const shown = [personas.researcher.id, personas.company.id];
  const edited = new Set<string>();
  for (const review of reviews) {
    const planned = byBooking.get(review.bookingId);
    if (planned === undefined) continue;
    // The first review of each persona is one that was edited, so that a visitor finds one.
    const isFirst = shown.includes(review.authorId) && !edited.has(review.authorId);
    if (isFirst || random.chance(EDITED)) edit(review, random, now);
    if (review.before !== null) edited.add(review.authorId);
    if (isFirst || random.chance(REPLIED)) reply(review, planned, random, now);
  }
  const ofCrew = reviews
    .filter(({ bookingId, authorId, createdAt }) => {
      const operators = byBooking.get(bookingId)?.bookable.operators ?? [];
      const isOurs = operators.some(({ id }) => id === personas.operator.id);
      return isOurs && !shown.includes(authorId) && createdAt < later(now, -4 * DAY);
    })
    .sort((a, b) => lowestOf(a) - lowestOf(b) || b.createdAt.getTime() - a.createdAt.getTime());
  for (const [index, review] of ofCrew.slice(0, 2).entries()) {
    // Nobody appeals against praise.
    review.scores = { quality: 2, speed: 1, attitude: 3, value: 2 };
    review.text = APPEALED[index] ?? '';
    review.before = null;
    review.editedAt = null;
    review.reply = null;
    const appealedAt = later(now, -(index === 0 ? 30 : 70) * HOUR);
    review.appeal = {
      id: newId(),
      reason: APPEALS[index] ?? '',
      appealedBy: personas.operator.id,
      appealedAt,
      judged:
        index === 0 || judgeId === undefined
          ? null
          : {
              by: judgeId,
              at: later(appealedAt, 26 * HOUR),
              decision: 'restored',
              reason: JUDGEMENTS[0],
            },
    };
  }
}
