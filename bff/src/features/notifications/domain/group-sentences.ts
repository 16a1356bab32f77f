import type { Sentence } from './notice-sentences.ts';

/** What members hear of their research groups. */
export const GROUP_SENTENCES = {
  'group.added': [
    '您已加入课题组',
    'You are in a research group',
    '{who} 把您加入{group}，可以用课题组经费预约了，每月不限额。',
    '{who} added you to {group}. You can book on its money, with no monthly limit.',
  ],
  'group.added_limited': [
    '您已加入课题组',
    'You are in a research group',
    '{who} 把您加入{group}，可以用课题组经费预约了，每月限额 {sum}。',
    '{who} added you to {group}. You can book on its money, up to {sum} a month.',
  ],
  'group.removed': [
    '您已移出课题组',
    'You are no longer in a research group',
    '{group}。不能再用课题组经费预约；已经预约的照常进行。',
    '{group}. You can no longer book on its money; what is booked goes on.',
  ],
  'group.limit_set': [
    '您在课题组的限额已调整',
    'Your limit in the group has changed',
    '{group}，每月限额 {sum}。',
    '{group}: up to {sum} a month.',
  ],
  'group.limit_lifted': [
    '您在课题组不再限额',
    'Your limit in the group is lifted',
    '{group}，每月不限额。',
    '{group}: no monthly limit.',
  ],
} as const satisfies Record<string, Sentence>;
