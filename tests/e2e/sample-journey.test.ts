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
  const { db } = world.deps;
  await db('test_items').insert({ id: 'ITEM', instrument_id: INSTRUMENTS.free, name: '物相分析' });
  await db('instruments').where({ id: INSTRUMENTS.free }).update({ takes_samples: true });
  await db('price_items').insert({
    price_list_id: `PRICES${INSTRUMENTS.free}`.slice(0, 26),
    position: 90,
    user_kind: 'own_unit',
    item: 'sample',
    test_item_id: 'ITEM',
    name: '物相分析',
    unit_fen: 2_500,
  });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

test('samples are sent, placed, disputed, and half of the money goes back', async () => {
  const ann = await signInAs(world.url, 'researcher');
  const crew = await signInAs(world.url, 'operator');
  const phone = await Visitor.arrive(browser, world.url, 'sample-owner', { as: 'researcher' });
  await phone.open(`/sharing/instruments/detail/index?id=${INSTRUMENTS.free}`);
  await phone.tap('#send-samples');
  for (let count = 0; count < 4; count += 1) {
    await phone.page.getByLabel('物相分析多一样').first().click();
  }
  await phone.fill('#purpose', '粉末，四份');
  await phone.see('¥100.00');
  await phone.look('samples');
  await phone.tap('#hold');
  await phone.see('已为您占用');
  await phone.look('checkout');
  await phone.tap('#pay');
  await phone.see('付款凭据');
  await phone.look('paid');
  const { body } = await ann.call('listBookings', {});
  const id = body.items[0]!.id;
  const params = { id };
  expect(body.items[0]).toMatchObject({ kind: 'sample', startsAt: null, state: 'confirmed' });

  const desk = await Visitor.arrive(browser, world.url, 'sample-crew', {
    as: 'operator',
    at: 'desk',
  });
  await desk.open(`/sharing/bookings/detail/index?id=${id}`);
  await desk.tap('#move');
  const startsAt = Math.ceil((world.clock.now().getTime() + 26 * HOUR) / HOUR) * HOUR;
  await desk.tap(`#day-${Math.floor((startsAt + 8 * HOUR) / DAY) * DAY - 8 * HOUR}`);
  await desk.tap(`#slot-${startsAt}`);
  await desk.page.locator('#move-confirm:visible:not([aria-disabled=true])').waitFor();
  await desk.look('placed');
  await desk.tap('#move-confirm');
  await desk.see('已改到');

  world.clock.set(new Date(startsAt).toISOString());
  await crew.call('startBooking', { params, body: {} });
  await crew.call('finishBooking', { params, body: {} });
  const form = new FormData();
  form.append('summary', '四份谱图');
  form.append('file', new Blob(['%PDF-1.7 report']), '物相报告.pdf');
  expect((await crew.make('releaseResult', { params, raw: form })).status).toBe(201);
  await phone.open(`/sharing/bookings/detail/index?id=${id}`);
  await phone.see('物相报告.pdf');
  await phone.tap('#dispute');
  await phone.fill('#reason', '缺第三份的谱图');
  await phone.look('dispute');
  await phone.tap('#reason-confirm');
  await phone.see('有异议，暂停结算');
  await phone.look('disputed');

  const admin = await Visitor.arrive(browser, world.url, 'sample-admin', {
    as: 'unit-admin',
    at: 'desk',
  });
  await admin.open('/pages/desk/index');
  await admin.page.locator(`#desk-${id}:visible`).waitFor();
  await admin.look('disputes');
  await admin.open(`/sharing/bookings/detail/index?id=${id}`);
  await admin.tap('#resolve');
  await admin.tap('#resolve-refund');
  await admin.fill('#refund', '50');
  await admin.fill('#resolve-reason', '第三份没有测成，退一半');
  await admin.look('resolve');
  await admin.tap('#resolve-send');
  await admin.page.locator('#resolve-send').waitFor({ state: 'detached' });
  const closed = await ann.call('getBooking', { params });
  expect(closed.body).toMatchObject({ state: 'closed', bill: { totalFen: 5_000 } });
  await phone.see('已退 ¥50.00');
  await phone.look('refunded');
  expect([...phone.wrong, ...desk.wrong, ...admin.wrong]).toEqual([]);
  await Promise.all([phone.leave(), desk.leave(), admin.leave()]);
});
