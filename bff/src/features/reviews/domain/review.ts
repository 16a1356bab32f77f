import type { Scores } from './rating.ts';

/** `appealed` and `removed` reviews are seen by their own people only, and count in no rating. */
export type ReviewState = 'shown' | 'appealed' | 'removed';

export interface Review {
  id: string;
  bookingId: string;
  instrumentId: string;
  instrumentName: string;
  unitId: string;
  unitName: string;
  regionCode: string;
  crewId: string | null;
  crewName: string | null;
  authorId: string;
  authorName: string;
  /** When the booking was completed: the 90 days count from then. */
  completedAt: Date | null;
  scores: Scores;
  text: string;
  state: ReviewState;
  edits: number;
  editedAt: Date | null;
  /** Grows with every change. */
  version: number;
  createdAt: Date;
  reply: { text: string; createdAt: Date } | null;
  /** The appeal against what it says now, or against what it said last. */
  appeal: Appeal | null;
}

export interface Appeal {
  id: string;
  edition: number;
  reason: string;
  appealedAt: Date;
  decision: 'restored' | 'removed' | null;
  judgement: string | null;
  judgedAt: Date | null;
}

/** What a review said before an edit; the first one is edition 1. */
export interface ReviewVersion {
  edition: number;
  scores: Scores;
  text: string;
  writtenAt: Date;
}

/** The edition that is read now. */
export const editionOf = ({ edits }: Pick<Review, 'edits'>): number => edits + 1;

/** What has been judged is not appealed again, until the review says something else. */
export function isAppealable(review: Pick<Review, 'state' | 'edits' | 'appeal'>): boolean {
  return review.state === 'shown' && review.appeal?.edition !== editionOf(review);
}
