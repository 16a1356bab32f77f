import type { Browser } from 'playwright-core';
import { keepDays } from '../support/bulletin-stage.ts';
import { signInAs } from '../support/client.ts';
import { clipSensor } from '../support/monitoring-stage.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';
import { openBrowser, Visitor } from './browser.ts';

jest.setTimeout(180_000);

let world: World;
let browser: Browser;

beforeAll(async () => {
  world = await createWorld({ fill: plantSmallProvince, startsAt: '2026-11-02T01:00:00.000Z' });
  const at = new Date('2026-08-31T16:00:00Z');
  await clipSensor(world.deps, INSTRUMENTS.sem, { no: 900, at });
  await keepDays(world.deps, INSTRUMENTS.sem, '2026-09-01', '2026-10-31', {});
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

test('the office generates and publishes a bulletin at its desk; the unit answers on the phone', async () => {
  const desk = await Visitor.arrive(browser, world.url, 'bulletin-office', {
    as: 'authority',
    at: 'desk',
  });
  await desk.open('/governance/bulletins/list/index');
  await desk.tap('#generate-330000');
  await desk.look('periods');
  await desk.tap('#generate-send');
  await desk.page.locator('#publish:visible').waitFor();
  await desk.see('近 60 天没有开过机');
  await desk.look('draft');
  await desk.tap('#publish');
  await desk.see('通报点名 1 个单位、1 台仪器，其中 1 项要单位答复。');
  await desk.look('confirmation');
  await desk.tap('#publish-send');
  await desk.page.locator('#publish-send').waitFor({ state: 'detached' });
  await desk.see('已答复 0 / 1');

  const phone = await Visitor.arrive(browser, world.url, 'bulletin-unit', { as: 'unit-admin' });
  await phone.open('/pages/me/index');
  await phone.tap('#open-bulletins');
  await phone.see('待答复 1');
  await phone.look('list');
  await phone.tap('[id^="bulletin-"]');
  await phone.page.locator('[id^="answer-"]:visible').first().waitFor();
  await phone.look('own part');
  await phone.tap('#answer-all');
  await phone.fill('#answer-text', '真空泵故障');
  await phone.fill('#answer-action', '十二月前修好');
  await phone.look('answer');
  await phone.tap('#answer-send');
  await phone.page.locator('#answer-send').waitFor({ state: 'detached' });
  await phone.see('措施：十二月前修好');
  await phone.look('answered');

  const office = await signInAs(world.url, 'authority');
  const { body } = await office.call('listBulletins');
  expect(body.items).toMatchObject([{ state: 'published', asked: 1, answered: 1 }]);
  expect([...phone.wrong, ...desk.wrong]).toEqual([]);
  await Promise.all([phone.leave(), desk.leave()]);
});
