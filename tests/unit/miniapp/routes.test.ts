import { pages, pageUrl } from '../../../miniapp/src/lib/pages';

interface AppConfig {
  pages: string[];
  subPackages: { root: string; pages: string[] }[];
  tabBar: { list: { pagePath: string }[] };
}

async function readConfig(): Promise<AppConfig> {
  Object.assign(globalThis, { defineAppConfig: (config: AppConfig) => config });
  const module = await import('../../../miniapp/src/app.config');
  return module.default as unknown as AppConfig;
}

test('every page has a short name, and tabs live in the main package', async () => {
  const config = await readConfig();
  const sub = config.subPackages.flatMap(({ root, pages: inside }) =>
    inside.map((page) => `/${root}/${page}`),
  );
  const main = config.pages.map((page) => `/${page}`);
  const named = Object.values(pages);
  expect(named.map((page) => page.path).sort()).toEqual([...main, ...sub].sort());
  expect(
    named
      .filter((page) => page.tab)
      .map((page) => page.path)
      .sort(),
  ).toEqual(main.sort());
  expect(config.tabBar.list.map((item) => `/${item.pagePath}`).sort()).toEqual(main.sort());
});

test('an address carries its parameters encoded and leaves out what is missing', () => {
  expect(pageUrl('book', { id: 'a b&c', day: undefined })).toBe(
    '/sharing/bookings/book/index?id=a%20b%26c',
  );
});
