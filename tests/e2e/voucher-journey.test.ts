import type { Browser } from 'playwright-core';
import { signInAs } from '../support/client.ts';
import { plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';
import { openBrowser, Visitor } from './browser.ts';

jest.setTimeout(180_000);

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

test('a company applies for a voucher, the office grants part of it, the wallet shows it', async () => {
  const officer = await signInAs(world.url, 'company');
  const before = await officer.call('listGrants', {});
  const phone = await Visitor.arrive(browser, world.url, 'voucher-company', { as: 'company' });
  await phone.open('/sharing/vouchers/list/index');
  await phone.page.locator('[id^="apply-"]:visible').first().waitFor();
  await phone.look('wallet');
  await phone.tap('[id^="apply-"]');
  await phone.fill('#apply-amount', '8000');
  await phone.fill('#apply-purpose', '薄膜断面形貌与成分测试');
  await phone.look('application');
  await phone.tap('#apply-send');
  await phone.page.locator('#apply-send').waitFor({ state: 'detached' });
  await phone.page.locator('[id^="withdraw-"]:visible').first().waitFor();
  await phone.look('applied');

  const desk = await Visitor.arrive(browser, world.url, 'voucher-office', {
    as: 'authority',
    at: 'desk',
  });
  await desk.open('/governance/vouchers/applications/index');
  await desk.page.locator('[id^="approve-"]:visible').first().waitFor();
  await desk.look('queue');
  await desk.tap('[id^="approve-"]');
  await desk.fill('#approve-amount', '5000');
  await desk.fill('#approve-reason', '按本年额度核定');
  await desk.look('decision');
  await desk.tap('#approve-send');
  await desk.page.locator('#approve-send').waitFor({ state: 'detached' });

  const after = await officer.call('listGrants', {});
  const fresh = after.body.items.filter(
    ({ id }) => !before.body.items.some((one) => one.id === id),
  );
  expect(fresh).toMatchObject([{ leftFen: 500_000 }]);
  await phone.page.reload();
  await phone.see('¥5,000.00');
  await phone.look('granted');
  expect([...phone.wrong, ...desk.wrong]).toEqual([]);
  await Promise.all([phone.leave(), desk.leave()]);
});
