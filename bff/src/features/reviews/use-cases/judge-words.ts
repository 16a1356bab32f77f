import { cleanText } from '@dayi/shared/plain-text';
import { Problem } from '../../../problem.ts';
import { needsReason, type Scores } from '../domain/rating.ts';
import { isTooLong } from '../domain/review-text.ts';

/**
 * The words of a review as they are kept.
 * @throws Problem `review.too_long`, `review.reason_required`
 */
export function judgeReviewText(scores: Scores, given: string): string {
  const text = cleanText(given);
  if (isTooLong(text)) throw new Problem('review.too_long');
  if (needsReason(scores) && text === '') throw new Problem('review.reason_required');
  return text;
}

/**
 * Words that answer a review, as they are kept.
 * @throws Problem `review.too_long`, `request.invalid` where nothing is left of them
 */
export function judgeAnswerText(given: string, field: string): string {
  const text = cleanText(given);
  if (isTooLong(text)) throw new Problem('review.too_long');
  if (text === '') {
    throw new Problem('request.invalid', {
      fields: [{ path: `body.${field}`, code: 'field.required' }],
    });
  }
  return text;
}
