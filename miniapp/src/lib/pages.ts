/** Every page by its short name; `tab` pages live in the main package. */
export const pages = {
  home: { path: '/pages/home/index', tab: true },
  bookings: { path: '/pages/bookings/index', tab: true },
  desk: { path: '/pages/desk/index', tab: true },
  notices: { path: '/pages/notices/index', tab: true },
  me: { path: '/pages/me/index', tab: true },
  instrument: { path: '/sharing/instruments/detail/index', tab: false },
  book: { path: '/sharing/bookings/book/index', tab: false },
  checkout: { path: '/sharing/bookings/checkout/index', tab: false },
  booking: { path: '/sharing/bookings/detail/index', tab: false },
  samples: { path: '/sharing/bookings/samples/index', tab: false },
  move: { path: '/sharing/bookings/move/index', tab: false },
  review: { path: '/sharing/bookings/review/index', tab: false },
  noticePreferences: { path: '/sharing/notices/preferences/index', tab: false },
  savedSearches: { path: '/sharing/searches/list/index', tab: false },
  interests: { path: '/sharing/searches/interests/index', tab: false },
  calendarFeeds: { path: '/sharing/calendars/feeds/index', tab: false },
  appeals: { path: '/governance/reviews/appeals/index', tab: false },
  voucherApplications: { path: '/governance/vouchers/applications/index', tab: false },
  dictionary: { path: '/governance/search/dictionary/index', tab: false },
  concept: { path: '/governance/search/concept/index', tab: false },
  bulletins: { path: '/governance/bulletins/list/index', tab: false },
  bulletin: { path: '/governance/bulletins/detail/index', tab: false },
  statement: { path: '/sharing/accounts/statement/index', tab: false },
  group: { path: '/sharing/groups/detail/index', tab: false },
  vouchers: { path: '/sharing/vouchers/list/index', tab: false },
  signIn: { path: '/sharing/identity/sign-in/index', tab: false },
  runInstruments: { path: '/monitoring/instruments/list/index', tab: false },
  sensors: { path: '/monitoring/sensors/list/index', tab: false },
  run: { path: '/monitoring/instruments/run/index', tab: false },
  terms: { path: '/monitoring/instruments/terms/index', tab: false },
  deliver: { path: '/monitoring/bookings/deliver/index', tab: false },
} as const;

export type PageName = keyof typeof pages;
export type PageParams = Record<string, string | undefined>;

/** The address of a page with its parameters. */
export function pageUrl(name: PageName, params: PageParams = {}): string {
  const query = Object.entries(params)
    .filter((pair): pair is [string, string] => pair[1] !== undefined)
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join('&');
  return pages[name].path + (query ? `?${query}` : '');
}
