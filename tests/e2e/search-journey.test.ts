import type { Browser } from 'playwright-core';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';
import { openBrowser, Visitor } from './browser.ts';

jest.setTimeout(180_000);

const HOME = '/pages/home/index';
const SEM = `#hit-${INSTRUMENTS.sem}`;

let world: World;
let browser: Browser;

beforeAll(async () => {
  world = await createWorld({ fill: plantSmallProvince });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

async function atHome(name: string, look: Parameters<typeof Visitor.arrive>[3] = {}) {
  const visitor = await Visitor.arrive(browser, world.url, `search-${name}`, look);
  await visitor.open(HOME);
  await visitor.page.locator(`${SEM}:visible`).waitFor();
  return visitor;
}

async function search(visitor: Visitor, words: string): Promise<void> {
  await visitor.fill('#search', words);
  await visitor.page.keyboard.press('Enter');
}

const typedIn = (visitor: Visitor) => visitor.page.locator('#search:visible').inputValue();

const optionsOf = (visitor: Visitor) =>
  visitor.page.locator('[role=option]:visible .grow').allInnerTexts();

test('a misspelt word shows what it was read as, marks it in names, and is taken off by its chip', async () => {
  const visitor = await atHome('mended');
  await search(visitor, '杭州 扫苗电镜');
  await visitor.see('扫苗电镜 → 扫描电镜');
  expect(await visitor.page.locator(`${SEM} .marked`).allInnerTexts()).toEqual(['扫描电', '镜']);
  await visitor.look('read-otherwise');
  await visitor.page.getByLabel('去掉类别扫苗电镜 → 扫描电镜').click();
  await visitor.page.locator(`#hit-${INSTRUMENTS.free}:visible`).waitFor();
  expect(await typedIn(visitor)).toBe('杭州');
  expect(await visitor.page.getByLabel('去掉类别扫苗电镜 → 扫描电镜').count()).toBe(0);
  expect(visitor.wrong).toEqual([]);
  await visitor.leave();
});

test('a guess says that it is one, and others that may be meant are one tap away', async () => {
  const visitor = await atHome('guess');
  await search(visitor, 'why does my steel look strange');
  await visitor.see('猜您要');
  await visitor.see('您可能需要');
  await visitor.look('may-need');
  const kind = visitor.page.locator('.kind-row:visible').last();
  const [name = ''] = (await kind.innerText()).split('\n');
  await kind.click();
  await visitor.page.getByText('您可能需要').waitFor({ state: 'hidden' });
  expect(await typedIn(visitor)).toBe(name);
  await visitor.page.locator('[id^="hit-"]:visible').first().waitFor();
  expect(visitor.wrong).toEqual([]);
  await visitor.leave();
});

test('where nothing fits, one condition less finds something again', async () => {
  const visitor = await atHome('conditions');
  await search(visitor, '杭州 扫苗电镜 1元以内');
  await visitor.see('去掉一个再找');
  expect(await visitor.page.locator('#conditions:visible .chip').allInnerTexts()).toEqual([
    '地点\n杭州市',
    '类别\n扫苗电镜 → 扫描电镜',
    '价格\n1元以内',
  ]);
  await visitor.look('nothing-fits');
  await visitor.page.getByLabel('去掉价格 1元以内').click();
  await visitor.page.locator(`${SEM}:visible`).waitFor();
  expect(await typedIn(visitor)).toBe('杭州 扫苗电镜');
  expect(visitor.wrong).toEqual([]);
  await visitor.leave();
});

test('a filter that leaves nothing is told by name and taken off', async () => {
  const visitor = await atHome('filters');
  await visitor.tap('#filters');
  await visitor.tapText('上海市区 1');
  await visitor.page.getByLabel('关闭').first().click();
  await search(visitor, '管式炉');
  await visitor.see('去掉一个再找');
  await visitor.page.getByLabel('去掉地点上海市区').click();
  await visitor.page.locator(`#hit-${INSTRUMENTS.twin}:visible`).waitFor();
  expect(visitor.wrong).toEqual([]);
  await visitor.leave();
});

test('words that nobody knows lead to common kinds, to a saved search and to a wish', async () => {
  const visitor = await atHome('unread', { as: 'researcher' });
  await search(visitor, 'asdfqwer');
  await visitor.see('没认出“asdfqwer”');
  await visitor.see('常见类别');
  await visitor.look('not-read');
  await visitor.tap('#save-search');
  await visitor.tap('#save-search-send');
  await visitor.see('已存，在“我的 › 已存搜索”');
  await visitor.fill('#wish-words', '想测头发里的铅');
  await visitor.tap('#wish-send');
  await visitor.page.locator('#wish-words').waitFor({ state: 'detached' });
  const wishes = await world.deps.db('search_wishes').select('q', 'words');
  expect(wishes).toEqual([{ q: 'asdfqwer', words: '想测头发里的铅' }]);
  await visitor.tap('.kind-row');
  await visitor.page.locator('[id^="hit-"]:visible').first().waitFor();
  expect(visitor.wrong).toEqual([]);
  await visitor.leave();
});

test('suggestions are gone through by keys, and what was looked for comes back', async () => {
  const visitor = await atHome('keys', { at: 'desk' });
  const { page } = visitor;
  const active = () => page.locator('#search:visible').getAttribute('aria-activedescendant');
  await page.keyboard.press('/');
  await page.keyboard.type('扫描');
  await page.locator('[role=option]:visible').first().waitFor();
  const [first, second] = await optionsOf(visitor);
  expect(await page.locator('[role=option]:visible .marked').first().innerText()).toBe('扫描');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await visitor.look('suggestions');
  expect(await page.locator(`#${String(await active())}`).innerText()).toContain(second);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  expect(await active()).toBeNull();
  await page.keyboard.press('Escape');
  expect(await page.locator('[role=listbox]:visible').count()).toBe(0);
  expect(await typedIn(visitor)).toBe('扫描');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await visitor.see('按此理解');
  expect(await typedIn(visitor)).toBe(first);
  await page.getByLabel('清空').locator('visible=true').click();
  await visitor.see('最近搜过');
  expect(await optionsOf(visitor)).toEqual([first]);
  await visitor.tap('#forget-searches');
  await page.getByText('最近搜过').waitFor({ state: 'hidden' });
  expect(visitor.wrong).toEqual([]);
  await visitor.leave();
});

test('a late answer never takes the place of a newer one, and a lost one loses nothing', async () => {
  const visitor = await atHome('late');
  const { page } = visitor;
  let freeLate = (): void => undefined;
  const late = new Promise<void>((resolve) => (freeLate = resolve));
  await page.route(/\/suggest\?q=x$/, async (route) => {
    await late;
    await route.continue();
  });
  await visitor.tap('#search');
  const asked = page.waitForRequest(/\/suggest\?q=x$/);
  await visitor.fill('#search', 'x');
  await asked;
  await visitor.fill('#search', 'xrd');
  await page.locator('[role=option]:visible').first().waitFor();
  const shown = await optionsOf(visitor);
  const answered = page.waitForResponse(/\/suggest\?q=x$/);
  freeLate();
  await answered;
  await page.waitForTimeout(300);
  expect(await optionsOf(visitor)).toEqual(shown);

  await page.route(/\/suggest\?/, (route) => route.abort('connectionreset'));
  await visitor.fill('#search', 'gemini');
  await visitor.see('没取到联想词');
  expect(await optionsOf(visitor)).toEqual([]);
  expect(await typedIn(visitor)).toBe('gemini');
  await page.keyboard.press('Enter');
  await page.locator(`#hit-${INSTRUMENTS.free}`).waitFor({ state: 'hidden' });
  await page.locator(`${SEM} .marked:visible`).waitFor();
  await visitor.leave();
});
