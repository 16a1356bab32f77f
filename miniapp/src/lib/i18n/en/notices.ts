import type { notices as zh } from '../zh/notices';

export const notices: Record<keyof typeof zh, string> = {
  'notices.unread': '{count} unread',
  'notices.allRead': 'All read',
  'notices.readAll': 'Mark all read',
  'notices.isUnread': 'Unread',
  'notices.none': 'No notices',
  'notices.noneHelp': 'You will be told when a booking changes.',
};
