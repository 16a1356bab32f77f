import type { Sentence } from './notice-sentences.ts';

/** What people hear of what they looked for. */
export const SEARCH_SENTENCES = {
  'wish.answered': [
    '您想找的仪器有答复了',
    'The instrument you wished for: an answer',
    '您写的是：{wish}。答复：{reason}',
    'You wrote: {wish}. Answer: {reason}',
  ],
} as const satisfies Record<string, Sentence>;
