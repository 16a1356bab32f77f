import type { zh } from './zh';

export const en: Record<keyof typeof zh, string> = {
  'app.name': 'Dayi',
  'tab.home': 'Find',
  'tab.bookings': 'Bookings',
  'tab.desk': 'Desk',
  'tab.notices': 'Notices',
  'tab.me': 'Me',
  'me.guest': 'Not signed in',
  'me.signedOut': 'Sign in to book and pay',
  'action.back': 'Back',
  'action.close': 'Close',
  'action.retry': 'Retry',
  'state.loading': 'Loading',
  'list.more': 'Scroll on, {count} more',
  'list.all': 'All {count} listed',
  'error.away': 'Not connected',
  'error.kept': 'Nothing you typed is lost.',
  'error.stale': 'Not connected; this list is from {time}',
  'error.unknown': 'Something failed here',
};
