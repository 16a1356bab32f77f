import type { Browser, Page } from 'playwright-core';
import { plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';
import { openBrowser, Visitor } from './browser.ts';

jest.setTimeout(180_000);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const REFRESH = /\/sessions\/refresh$/;

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

const seesOwnName = (page: Page) =>
  page.getByText('陈思远').locator('visible=true').first().waitFor();

const signedIn = (page: Page) => page.locator('#sign-out:visible').waitFor();

async function atMe(name: string): Promise<Visitor> {
  const visitor = await Visitor.arrive(browser, world.url, name, { as: 'researcher' });
  await visitor.open('/pages/me/index');
  await signedIn(visitor.page);
  return visitor;
}

async function secondTab(visitor: Visitor): Promise<Page> {
  const tab = await visitor.page.context().newPage();
  tab.setDefaultTimeout(15_000);
  await tab.goto(`${world.url}/#/pages/me/index`);
  await signedIn(tab);
  return tab;
}

/** Goes to another screen and back without loading the page anew: what it knows it knows by heart. */
async function goOn(visitor: Visitor): Promise<void> {
  await visitor.open('/pages/bookings/index');
  await visitor.see('没有要您处理的预约');
  await visitor.open('/pages/me/index');
  await signedIn(visitor.page);
}

/** The next refresh of a page stops on its way: to the server, or back from it. */
async function holdRefresh(page: Page, where: 'there' | 'back') {
  let reached: () => void = () => undefined;
  let release: () => void = () => undefined;
  const arrived = new Promise<void>((done) => (reached = done));
  const released = new Promise<void>((done) => (release = done));
  await page.route(
    REFRESH,
    async (route) => {
      if (where === 'back') await route.fetch();
      reached();
      await released;
      await (where === 'back' ? route.abort('connectionreset') : route.continue()).catch(
        // The page that asked is gone.
        () => undefined,
      );
    },
    { times: 1 },
  );
  return { arrived, release };
}

test('a page reloaded in the middle of a refresh stays signed in', async () => {
  const visitor = await atMe('refresh-reload');
  const { page } = visitor;
  world.clock.advance(6 * HOUR);
  const lost = await holdRefresh(page, 'back');
  await page.reload();
  await lost.arrived;
  await page.reload();
  await seesOwnName(visitor.page);
  lost.release();
  await signedIn(page);
  await visitor.leave();
});

test('a refresh whose answer is lost is asked for again, unnoticed', async () => {
  const visitor = await atMe('refresh-lost');
  world.clock.advance(6 * HOUR);
  const lost = await holdRefresh(visitor.page, 'back');
  lost.release();
  await visitor.page.reload();
  await lost.arrived;
  await seesOwnName(visitor.page);
  await visitor.leave();
});

test('two tabs that refresh at once both stay signed in', async () => {
  const visitor = await atMe('refresh-tabs');
  const tab = await secondTab(visitor);
  world.clock.advance(6 * HOUR);
  const held = [await holdRefresh(visitor.page, 'there'), await holdRefresh(tab, 'there')];
  await Promise.all([visitor.page.reload(), tab.reload()]);
  await Promise.all(held.map(({ arrived }) => arrived));
  for (const { release } of held) release();
  for (const page of [visitor.page, tab]) await seesOwnName(page);
  world.clock.advance(6 * HOUR);
  await goOn(visitor);
  await visitor.leave();
});

test('what another tab kept last may be too old as well', async () => {
  const visitor = await atMe('refresh-both-old');
  const tab = await secondTab(visitor);
  // As where both refreshed in the same instant: this tab holds its own answer, the other one's is kept.
  await tab.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem('dayi.session')!) as { expiresAt: string };
    const expiresAt = new Date(Date.parse(kept.expiresAt) + 1_000).toISOString();
    localStorage.setItem('dayi.session', JSON.stringify({ ...kept, expiresAt }));
  });
  world.clock.advance(6 * HOUR);
  await goOn(visitor);
  await visitor.leave();
});

test('a tab left alone while another one refreshed goes on with what that one has', async () => {
  const visitor = await atMe('refresh-slept');
  const tab = await secondTab(visitor);
  for (let round = 0; round < 2; round += 1) {
    world.clock.advance(6 * HOUR);
    const renewed = tab.waitForResponse(REFRESH);
    await tab.reload();
    await renewed;
    await seesOwnName(tab);
  }
  let refreshes = 0;
  visitor.page.on('request', (request) => (refreshes += Number(REFRESH.test(request.url()))));
  await goOn(visitor);
  expect(refreshes).toBe(0);
  await visitor.leave();
});

test('a refresh refused because another tab was quicker does not sign out', async () => {
  const visitor = await atMe('refresh-slow');
  const tab = await secondTab(visitor);
  world.clock.advance(6 * HOUR);
  const slow = await holdRefresh(visitor.page, 'there');
  await visitor.open('/pages/bookings/index');
  await slow.arrived;
  await tab.reload();
  await seesOwnName(tab);
  world.clock.advance(2 * MINUTE);
  const refused = visitor.page.waitForResponse(REFRESH);
  slow.release();
  expect((await refused).status()).toBe(401);
  await goOn(visitor);
  await tab.reload();
  await signedIn(tab);
  await visitor.leave();
});

test('who signed in in another tab is who this one goes on as, and nothing is done in their name', async () => {
  const visitor = await atMe('refresh-other');
  const tab = await secondTab(visitor);
  await tab.locator('#sign-out:visible').click();
  await tab.locator('#sign-in:visible').click();
  await tab.locator('#persona-researcher-2:visible').click();
  await signedIn(tab);
  const refused = visitor.page.waitForResponse(
    (answer) => answer.request().method() !== 'GET' && answer.status() === 401,
  );
  await visitor.tapText('English');
  await refused;
  await visitor.see('何雨桐');
  const other = await world.deps.db('users').where({ persona: 'researcher-2' }).first('locale');
  expect(other).toEqual({ locale: 'zh-CN' });
  await signedIn(tab);
  await visitor.leave();
});
