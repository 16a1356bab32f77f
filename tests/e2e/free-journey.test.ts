import type { Browser } from 'playwright-core';
import { signInAs } from '../support/client.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';
import { openBrowser, Visitor } from './browser.ts';

jest.setTimeout(300_000);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let world: World;
let browser: Browser;

beforeAll(async () => {
  world = await createWorld({ fill: plantSmallProvince });
  await world.deps.db('price_items').where({ user_kind: 'own_unit' }).update({ unit_fen: 0 });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

test('a researcher uses what costs her nothing, and is never asked for money', async () => {
  const phone = await Visitor.arrive(browser, world.url, 'free', { as: 'researcher' });
  await phone.open('/pages/home/index');
  await phone.fill('#search', 'SmartLab');
  await phone.page.keyboard.press('Enter');
  await phone.tap(`#hit-${INSTRUMENTS.free}`);
  await phone.see('免费');
  await phone.look('instrument');
  await phone.tap('#book');
  const startsAt = Math.ceil((world.clock.now().getTime() + 26 * HOUR) / HOUR) * HOUR;
  await phone.tap(`#day-${Math.floor((startsAt + 8 * HOUR) / DAY) * DAY - 8 * HOUR}`);
  await phone.tap(`#slot-${startsAt}`);
  await phone.tap(`#slot-${startsAt + HOUR / 2}`);
  await phone.fill('#purpose', '钙钛矿薄膜物相');
  await phone.page.locator('#hold:visible:not([aria-disabled=true])').waitFor();
  await phone.look('form');
  await phone.tap('#hold');
  await phone.see('已为您占用');
  await phone.see('确认预约');
  await phone.look('checkout');
  await phone.tap('#pay');
  await phone.see('已同意');
  await phone.look('confirmed');
  expect(await phone.page.getByText('付款凭据').locator('visible=true').count()).toBe(0);

  const ann = await signInAs(world.url, 'researcher');
  const crew = await signInAs(world.url, 'operator');
  const { body } = await ann.call('listBookings', {});
  const params = { id: body.items[0]!.id };
  expect(body.items[0]).toMatchObject({ state: 'confirmed', quote: { totalFen: 0 }, dueFen: 0 });
  world.clock.set(new Date(startsAt).toISOString());
  await crew.call('startBooking', { params, body: {} });
  await crew.call('finishBooking', { params, body: { resultsDue: false } });
  await phone.tap('#accept');
  await phone.tap('#review');
  for (const head of ['quality', 'speed', 'attitude', 'value']) {
    await phone.tap(`#score-${head}-5`);
  }
  await phone.look('review');
  await phone.tap('#send-review');
  await phone.see('您的评价');
  await phone.look('reviewed');
  const closed = await ann.call('getBooking', { params });
  expect(closed.body).toMatchObject({ state: 'closed', dueFen: 0 });
  expect(phone.wrong).toEqual([]);
  await phone.leave();
});
