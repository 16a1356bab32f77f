import type { Actor } from '../../policy.ts';
import type { Review, ReviewVersion } from './domain/review.ts';
import { actionsOf, isParty, seesAppeals } from './use-cases/read-review.ts';

/** 李文静 → 李**: who reviewed is nobody's business, that it was a person is. */
function maskedName(name: string): string {
  return `${Array.from(name)[0] ?? ''}**`;
}

const presentAppeal = ({ appeal }: Review) =>
  appeal === null
    ? null
    : {
        reason: appeal.reason,
        appealedAt: appeal.appealedAt.toISOString(),
        decision: appeal.decision,
        judgement: appeal.judgement,
        judgedAt: appeal.judgedAt?.toISOString() ?? null,
      };

/** A review as this reader sees it: of its booking and its appeals only its own people hear. */
export function presentReview(review: Review, reader: { actor: Actor | null; now: Date }) {
  return {
    id: review.id,
    instrumentId: review.instrumentId,
    instrumentName: review.instrumentName,
    unitName: review.unitName,
    bookingId: isParty(reader.actor, review) ? review.bookingId : null,
    scores: review.scores,
    text: review.text,
    state: review.state,
    authorName: maskedName(review.authorName),
    createdAt: review.createdAt.toISOString(),
    edits: review.edits,
    editedAt: review.editedAt?.toISOString() ?? null,
    reply:
      review.reply === null
        ? null
        : {
            by: review.crewName ?? review.unitName,
            text: review.reply.text,
            createdAt: review.reply.createdAt.toISOString(),
          },
    appeal: seesAppeals(reader.actor, review) ? presentAppeal(review) : null,
    version: review.version,
    may: actionsOf(review, reader.actor, reader.now),
  };
}

export const presentVersion = ({ edition, scores, text, writtenAt }: ReviewVersion) => ({
  edition,
  scores,
  text,
  writtenAt: writtenAt.toISOString(),
});
