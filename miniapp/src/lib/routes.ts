import Taro from '@tarojs/taro';

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
  review: { path: '/sharing/bookings/review/index', tab: false },
  vouchers: { path: '/sharing/vouchers/list/index', tab: false },
  signIn: { path: '/sharing/identity/sign-in/index', tab: false },
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

/** The page a router path belongs to. */
export function pageOf(path: string): PageName | null {
  const bare = `/${path.replace(/^\/+/, '').split('?')[0] ?? ''}`;
  const found = Object.entries(pages).find(([, page]) => page.path === bare);
  return found ? (found[0] as PageName) : null;
}

export function goTo(name: PageName, params?: PageParams): void {
  if (pages[name].tab) void Taro.switchTab({ url: pages[name].path });
  else void Taro.navigateTo({ url: pageUrl(name, params) });
}

/** Takes the place of the present page, so that "back" skips it. */
export function replaceWith(name: PageName, params?: PageParams): void {
  if (pages[name].tab) void Taro.switchTab({ url: pages[name].path });
  else void Taro.redirectTo({ url: pageUrl(name, params) });
}

export function goBack(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
  else void Taro.switchTab({ url: pages.home.path });
}
