import type { Browser } from 'playwright-core';
import { signInAs } from '../support/client.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';
import { openBrowser, Visitor } from './browser.ts';

jest.setTimeout(180_000);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let world: World;
let browser: Browser;
let nextHour = 30;

beforeAll(async () => {
  world = await createWorld({ fill: plantSmallProvince });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

/** A researcher at the booking form with a slot chosen that nobody else's test wants, and a purpose typed. */
async function atTheForm(name: string, look: Parameters<typeof Visitor.arrive>[3] = {}) {
  const visitor = await Visitor.arrive(browser, world.url, name, { as: 'researcher', ...look });
  await visitor.open(`/sharing/bookings/book/index?id=${INSTRUMENTS.free}`);
  nextHour += 2;
  const startsAt = Math.ceil((world.clock.now().getTime() + nextHour * HOUR) / HOUR) * HOUR;
  const day = Math.floor((startsAt + 8 * HOUR) / DAY) * DAY - 8 * HOUR;
  await visitor.tap(`#day-${day}`);
  await visitor.tap(`#slot-${startsAt}`);
  await visitor.tap(`#slot-${startsAt + HOUR / 2}`);
  await visitor.fill('#purpose', '物相分析');
  await visitor.see('¥120.00');
  return { visitor, startsAt: new Date(startsAt).toISOString() };
}

const purposeOf = (visitor: Visitor) =>
  visitor.page.locator('#purpose:visible').first().inputValue();

async function bookingsAt(startsAt: string) {
  const mine = await signInAs(world.url, 'researcher');
  const { body } = await mine.call('listBookings', { query: { limit: 100 } });
  return body.items.filter((booking) => booking.startsAt === startsAt);
}

test('with the network gone the form says so, keeps what was typed, and goes on when it is back', async () => {
  const { visitor, startsAt } = await atTheForm('offline-hold');
  await visitor.page.context().setOffline(true);
  await visitor.tap('#hold');
  await visitor.see('没连上');
  await visitor.see('您填的内容都在');
  expect(await purposeOf(visitor)).toBe('物相分析');
  expect(await bookingsAt(startsAt)).toHaveLength(0);
  await visitor.page.context().setOffline(false);
  await visitor.tap('#hold');
  await visitor.see('已为您占用');
  expect(await bookingsAt(startsAt)).toMatchObject([{ state: 'held', purpose: '物相分析' }]);

  await visitor.page.context().setOffline(true);
  await visitor.tap('#pay');
  await visitor.see('没连上');
  await visitor.page.context().setOffline(false);
  await visitor.tap('#pay');
  await visitor.see('付款凭据');
  expect((await bookingsAt(startsAt))[0]!.payments).toHaveLength(1);
  await visitor.leave();
});

test('an answer lost on the way is asked for again, and nothing happens twice', async () => {
  const { visitor, startsAt } = await atTheForm('lost-answer');
  // The server does its work; only the answer never arrives.
  const lose = async (path: RegExp) => {
    await visitor.page.route(
      path,
      async (route) => {
        await route.fetch();
        await route.abort('connectionreset');
      },
      { times: 1 },
    );
  };
  await lose(/\/api\/v1\/bookings$/);
  await visitor.tap('#hold');
  await visitor.see('没连上');
  await visitor.tap('#hold');
  await visitor.see('已为您占用');
  expect(await bookingsAt(startsAt)).toHaveLength(1);

  await lose(/\/payments$/);
  await visitor.tap('#pay');
  // Live news of the payment may overtake the lost answer; then there is nothing left to say.
  await visitor.seeOneOf(['没连上', '付款凭据']);
  await visitor.page.waitForTimeout(300);
  if (await visitor.page.locator('#pay:visible').count()) await visitor.tap('#pay');
  await visitor.see('付款凭据');
  expect((await bookingsAt(startsAt))[0]!.payments).toHaveLength(1);
  await visitor.leave();
});

test('a form sent by two quick taps makes one booking and one payment', async () => {
  const { visitor, startsAt } = await atTheForm('twice');
  await visitor.page.locator('#hold:visible').first().dblclick();
  await visitor.see('已为您占用');
  expect(await bookingsAt(startsAt)).toHaveLength(1);
  await visitor.page.locator('#pay:visible').first().dblclick();
  await visitor.see('付款凭据');
  expect((await bookingsAt(startsAt))[0]!.payments).toHaveLength(1);
  await visitor.leave();
});

test.each([
  [1, 'fast'],
  [-1, 'slow'],
])('a phone whose clock is %i hour %s counts the hold down by the server', async (hours, name) => {
  const { visitor, startsAt } = await atTheForm(`clock-${name}`, { clockOffMs: hours * HOUR });
  await visitor.tap('#hold');
  await visitor.see('已为您占用');
  const left = await visitor.page.locator('.hold:visible').first().innerText();
  expect(left).toMatch(/10:00|09:[345]\d/);
  await visitor.tap('#pay');
  await visitor.see('付款凭据');
  expect((await bookingsAt(startsAt))[0]!.payments).toHaveLength(1);
  await visitor.leave();
});

test('a sign-in that ran out while the form was filled renews itself, or asks and keeps the form', async () => {
  const renewed = await atTheForm('token-old');
  world.clock.advance(DAY);
  const again = await atTheForm('token-other');
  await again.visitor.leave();
  await renewed.visitor.tap('#hold');
  await renewed.visitor.see('已为您占用');
  expect(await bookingsAt(renewed.startsAt)).toHaveLength(1);
  await renewed.visitor.leave();

  const ended = await atTheForm('token-ended');
  const other = await signInAs(world.url, 'researcher');
  await world.deps.db('sessions').where({ user_id: other.user!.id }).delete();
  await ended.visitor.tap('#hold');
  await ended.visitor.see('登录后占用');
  expect(await purposeOf(ended.visitor)).toBe('物相分析');
  await ended.visitor.tap('#hold');
  await ended.visitor.tap('#persona-researcher');
  await ended.visitor.see('占用 10 分钟');
  expect(await purposeOf(ended.visitor)).toBe('物相分析');
  await ended.visitor.tap('#hold');
  await ended.visitor.see('已为您占用');
  await ended.visitor.leave();
});

test('a statement is saved though the sign-in ran out while it was read', async () => {
  const visitor = await Visitor.arrive(browser, world.url, 'token-file', { as: 'company' });
  await visitor.open('/sharing/vouchers/list/index');
  await visitor.tap('[id^="account-"]');
  await visitor.see('下载 PDF');
  world.clock.advance(DAY);
  const saved = visitor.page.waitForEvent('download');
  await visitor.tapText('下载 PDF');
  expect((await saved).suggestedFilename()).toMatch(/\.pdf$/);
  await visitor.leave();
});

test('a page left open over an update reloads itself instead of going blank, and keeps what was typed', async () => {
  const { visitor } = await atTheForm('updated');
  const { page } = visitor;
  // The part that the next screen needs is gone, as after an update, until the page is loaded anew.
  let isReloaded = false;
  page.on('request', (request) => (isReloaded ||= request.isNavigationRequest()));
  await page.route(/\/js\/[^/]+\.js$/, (route) =>
    isReloaded ? route.continue() : route.fulfill({ status: 404, body: 'gone' }),
  );
  const reloaded = page.waitForEvent('load');
  await page.evaluate('location.hash = "#/sharing/vouchers/list/index"');
  await reloaded;
  await visitor.see('预付账户');
  await visitor.open(`/sharing/bookings/book/index?id=${INSTRUMENTS.free}`);
  await page.locator('#purpose:visible').waitFor();
  expect(await purposeOf(visitor)).toBe('物相分析');
  await visitor.leave();
});
