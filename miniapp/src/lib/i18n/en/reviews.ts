import type { reviews as zh } from '../zh/reviews';

export const reviews: Record<keyof typeof zh, string> = {
  'score.quality': 'Data',
  'score.speed': 'Speed',
  'score.attitude': 'Attitude',
  'score.value': 'Value',
  'review.title': 'Reviews',
  'review.yours': 'Your review',
  'review.all': 'See all reviews ({count})',
  'review.more': 'More reviews',
  'review.noWords': 'No words',
  'review.scores': 'Scores',
  'review.scale': '1 poor, 5 good',
  'review.words': 'Words',
  'review.hint': 'Data, speed, contact',
  'review.left': '{count} scores missing',
  'review.reasonFirst': 'A score of 2 or less needs a reason',
  'review.send': 'Send review',
  'review.sent': 'Review sent',
};
