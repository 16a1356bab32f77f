import type { calendars as zh } from '../zh/calendars';

export const calendars: Record<keyof typeof zh, string> = {
  'page.calendarFeeds': 'Calendar feed',
  'feed.mine': 'My bookings',
  'feed.mine.about':
    'Bookings, moves and cancellations show up in your calendar by themselves, about once an hour.',
  'feed.crew': 'Crew schedule',
  'feed.crew.about':
    'All bookings of your crews, without the names of who booked. Empty once you leave the crew.',
  'feed.make': 'Make an address',
  'feed.made': 'The address is made',
  'feed.madeAt': 'Made',
  'feed.readAt': 'Last read',
  'feed.neverRead': 'No calendar has read it yet',
  'feed.shownOnce':
    'The address shows on the device that made it. If you need it here, make a new one.',
  'feed.copy': 'Copy address',
  'feed.copied': 'Address copied',
  'feed.copyFailed': 'Could not copy; press and hold the address',
  'feed.open': 'Open in calendar',
  'feed.renew.title': 'New address',
  'feed.renew.text':
    'The old address ends at once and calendars that use it stop updating. Subscribe each of them to the new one.',
  'feed.renew.done': 'There is a new address',
  'feed.revoke.title': 'Turn off',
  'feed.revoke.text':
    'The address ends at once and calendars that use it stop updating. Delete what is in them yourself.',
  'feed.revoke.done': 'The address is off',
  'feed.how': 'How to subscribe',
  'feed.how.apple':
    'Apple: Settings › Calendar › Accounts › Add Account › Other › Add Subscribed Calendar.',
  'feed.how.google': 'Google Calendar (web): plus sign beside Other calendars › From URL.',
  'feed.how.outlook': 'Outlook: Add calendar › Subscribe from web.',
  'feed.secret': 'Whoever has the address sees these times; do not pass it on.',
  'feed.signIn': 'Sign in to have bookings in your calendar.',
  'feed.event': 'Add to calendar',
  'feed.event.saved': 'Calendar file downloaded; open it to add the booking',
  'feed.event.copied': 'Time and place copied; paste them into your calendar',
};
