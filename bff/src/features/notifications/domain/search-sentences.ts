import type { Sentence } from './notice-sentences.ts';

/** What people hear of what they looked for. */
export const SEARCH_SENTENCES = {
  'wish.answered': [
    '您想找的仪器有答复了',
    'The instrument you wished for: an answer',
    '您写的是：{wish}。答复：{reason}',
    'You wrote: {wish}. Answer: {reason}',
  ],
  'saved_search.opened': [
    '已存搜索有新开放的仪器',
    'A saved search found an instrument newly open',
    '“{search}”：{instrument}。',
    '“{search}”: {instrument}.',
  ],
  'saved_search.freed': [
    '已存搜索有空出的时段',
    'A saved search found a freed slot',
    '“{search}”：{instrument}，{when} 空出来了。',
    '“{search}”: {instrument}, {when} is free now.',
  ],
  'saved_search.folded': [
    '已存搜索上周还有 {count} 条',
    'Saved searches found {count} more last week',
    '超过您每周要收的条数，没有逐条通知。运行一次已存搜索就能看到。',
    'Beyond what you want to hear in a week. Run the saved searches to see them.',
  ],
} as const satisfies Record<string, Sentence>;
