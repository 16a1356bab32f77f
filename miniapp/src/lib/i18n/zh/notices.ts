export const notices = {
  'notices.unread': '{count} 条未读',
  'notices.allRead': '全部已读',
  'notices.readAll': '全部标为已读',
  'notices.isUnread': '未读',
  'notices.none': '没有消息',
  'notices.noneHelp': '预约有变化时会告诉您。',
} as const;
