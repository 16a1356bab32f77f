import type { Browser } from 'playwright-core';
import { type Client, signInAs } from '../support/client.ts';
import { eventually } from '../support/eventually.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';
import { openBrowser, Visitor } from './browser.ts';

jest.setTimeout(300_000);

const HOUR = 3_600_000;

let world: World;
let browser: Browser;
let ann: Client;
let crew: Client;

beforeAll(async () => {
  world = await createWorld({ fill: plantSmallProvince });
  browser = await openBrowser();
  ann = await signInAs(world.url, 'researcher');
  crew = await signInAs(world.url, 'operator');
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

/** A paid booking of an hour, so many hours from now. */
async function booked(hours: number, service: 'self' | 'crew' = 'crew', length = 1) {
  const startsAt = Math.ceil((world.clock.now().getTime() + hours * HOUR) / HOUR) * HOUR;
  const slot = {
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(startsAt + length * HOUR).toISOString(),
  };
  const held = await ann.make('createBooking', {
    body: { instrumentId: INSTRUMENTS.free, kind: 'time', service, ...slot },
  });
  const params = { id: held.body.id };
  await ann.make('payBooking', { params, body: { accountFen: held.body.quote.totalFen } });
  return { id: params.id, ...slot };
}

const stateOf = async (id: string) => (await ann.call('getBooking', { params: { id } })).body.state;

test('the operator’s day: a code is checked in, an end that nobody wrote down is cleared up', async () => {
  const { id, startsAt, endsAt } = await booked(3);
  const phone = await Visitor.arrive(browser, world.url, 'day-owner', { as: 'researcher' });
  await phone.open(`/sharing/bookings/detail/index?id=${id}`);
  await phone.tap('#show-code');
  await phone.page.locator('.code-picture:visible').waitFor();
  await phone.look('code');
  const shown = await ann.call('getCheckIn', { params: { id } });

  world.clock.set(startsAt);
  const desk = await Visitor.arrive(browser, world.url, 'day-crew', { as: 'operator', at: 'desk' });
  await desk.open('/pages/desk/index');
  await desk.page.locator(`#desk-${id}:visible`).waitFor();
  await desk.look('today');
  await desk.tap('#check-in');
  await desk.fill('#code', shown.body.code.toLowerCase());
  await desk.tap('#code-send');
  await desk.page.locator(`.sheet #start-${id}:visible`).waitFor();
  await desk.look('found');
  await desk.tap(`.sheet #start-${id}`);
  await eventually(async () => (await stateOf(id)) === 'in_use');

  world.clock.set(new Date(Date.parse(endsAt) + HOUR).toISOString());
  await eventually(
    async () => (await ann.call('getBooking', { params: { id } })).body.endMissingAt !== null,
  );
  await phone.page.reload();
  await phone.tap('#propose-end');
  await phone.look('end');
  await phone.tap('#end-confirm');
  await phone.see('已报给机组');

  await desk.page.reload();
  await desk.tapText('待处理');
  await desk.see('请核对');
  await desk.look('problem');
  await desk.tap(`#finish-${id}`);
  await desk.look('finish');
  await desk.tap('#finish-confirm');
  await eventually(async () => (await stateOf(id)) === 'awaiting_results');
  const { body } = await ann.call('getBooking', { params: { id } });
  expect(body.actualEndsAt).toBe(endsAt);
  expect([...phone.wrong, ...desk.wrong]).toEqual([]);
  await Promise.all([phone.leave(), desk.leave()]);
});

test('who did not come is told, appeals, and hears why the fee stays', async () => {
  const { id, startsAt } = await booked(3);
  world.clock.set(startsAt);
  world.clock.advance(HOUR / 2 + 1_000);
  await eventually(async () => (await stateOf(id)) === 'no_show');
  const phone = await Visitor.arrive(browser, world.url, 'no-show-owner', { as: 'researcher' });
  await phone.open(`/sharing/bookings/detail/index?id=${id}`);
  await phone.see('未到');
  await phone.look('missed');
  await phone.tap('#appeal');
  await phone.fill('#reason', '高架封路，晚到四十分钟');
  await phone.look('appeal');
  await phone.tap('#reason-confirm');
  await eventually(
    async () => (await ann.call('getBooking', { params: { id } })).body.appeal !== null,
  );

  const desk = await Visitor.arrive(browser, world.url, 'no-show-crew', {
    as: 'operator',
    at: 'desk',
  });
  await desk.open('/pages/desk/index');
  await desk.tapText('待处理');
  await desk.see('高架封路');
  await desk.look('appeal');
  await desk.tap(`#refuse-${id}`);
  await desk.fill('#reason', '没有事先来电');
  await desk.tap('#reason-confirm');
  await desk.see('没有待处理的问题');
  await desk.look('clear');
  await phone.open('/pages/notices/index');
  await phone.see('申诉没有通过');
  await phone.look('notice');
  expect([...phone.wrong, ...desk.wrong]).toEqual([]);
  await Promise.all([phone.leave(), desk.leave()]);
});

test('an outage says whom it hits, cancels and refunds them, and they move to the next free time', async () => {
  const { id, startsAt, endsAt } = await booked(27);
  const day = (at: string) => new Date(Date.parse(at) + 8 * HOUR).toISOString();
  const desk = await Visitor.arrive(browser, world.url, 'outage-crew', { as: 'operator' });
  await desk.open(`/monitoring/instruments/terms/index?id=${INSTRUMENTS.free}&panel=blocks`);
  await desk.tap('#block-day');
  await desk.page.keyboard.press('PageDown');
  await desk.page.keyboard.press('ArrowLeft');
  await desk.look('day');
  await desk.page.keyboard.press('Escape');
  await desk.pickDay('#block-day', day(startsAt).slice(0, 10));
  const time = (field: string) => desk.page.locator(`#block-${field}:visible`);
  await time('from').selectOption(day(startsAt).slice(11, 16));
  await time('to').selectOption(day(endsAt).slice(11, 16).replace('00:00', '24:00'));
  await desk.fill('#block-reason', '灯丝更换');
  await desk.see('会取消 1 个预约');
  await desk.look('hits');
  await desk.tap('#block-save');
  await desk.see('取消了 1 个预约');
  await desk.look('blocked');
  await eventually(async () => (await stateOf(id)) === 'cancelled');

  const phone = await Visitor.arrive(browser, world.url, 'outage-owner', { as: 'researcher' });
  await phone.open('/pages/notices/index');
  await phone.see('仪器停用');
  await phone.look('notice');
  await phone.open(`/sharing/bookings/detail/index?id=${id}`);
  await phone.see('已退');
  await phone.look('refunded');
  const { body } = await ann.call('getBooking', { params: { id } });
  expect(body.payments[0]).toMatchObject({ state: 'refunded' });
  expect([...phone.wrong, ...desk.wrong]).toEqual([]);
  await Promise.all([phone.leave(), desk.leave()]);
});

test('rules are changed with their effect shown first, and prices from a day on', async () => {
  const { body: before } = await crew.call('getRules', { params: { id: INSTRUMENTS.free } });
  const desk = await Visitor.arrive(browser, world.url, 'terms-crew', {
    as: 'operator',
    at: 'desk',
  });
  await desk.open(`/monitoring/instruments/terms/index?id=${INSTRUMENTS.free}&panel=rules`);
  await desk.page.getByRole('switch', { name: '周日' }).click();
  await desk.tap('#own-ahead');
  await desk.page.getByLabel('增加本单位最多提前').click();
  await desk.page.getByLabel('增加后面留清理').click();
  await desk.tap('#charges-buffers');
  await desk.tap('#quota-add');
  await desk.see('每人每周最多 8 小时');
  await desk.look('rules');
  await desk.tap('#rules-check');
  await desk.page.locator('#rules-save:visible:not([aria-disabled=true])').waitFor();
  await desk.look('preview');
  await desk.tap('#rules-save');
  await desk.see('已保存');
  const { body: after } = await crew.call('getRules', { params: { id: INSTRUMENTS.free } });
  expect(after.version).toBe(before.version + 1);
  expect(after.rules.openingHours.map(({ weekday }) => weekday)).not.toContain(7);
  expect(after.rules).toMatchObject({
    ownUnitHorizonDays: before.rules.horizonDays + 1,
    bufferAfterMinutes: before.rules.bufferAfterMinutes + 15,
    chargesBuffers: true,
    quotas: [{ who: 'user', per: 'week', of: 'minutes', limit: 480 }],
  });

  await desk.open(`/monitoring/instruments/terms/index?id=${INSTRUMENTS.free}&panel=prices`);
  await desk.fill('#price-company-machine_hour', '很贵');
  await desk.see('请填金额，最多两位小数');
  await desk.look('wrong-sum');
  await desk.fill('#price-company-machine_hour', '999.5');
  await desk.see('→ ¥999.50');
  await desk.fill('#minimum', '50');
  await desk.fill('#subsidy', '20');
  await desk.tap('#off-add');
  const tomorrow = new Date(world.clock.now().getTime() + 32 * HOUR).toISOString().slice(0, 10);
  await desk.pickDay('#valid-from', tomorrow);
  await desk.look('prices');
  await desk.tap('#prices-save');
  await desk.page.locator(`#withdraw-${tomorrow}:visible`).waitFor();
  await desk.tap(`#withdraw-${tomorrow}`);
  await desk.page.locator(`#withdraw-${tomorrow}`).waitFor({ state: 'detached' });
  expect(desk.wrong).toEqual([]);
  await desk.leave();
});

test('a booking is moved with what it costs said before', async () => {
  const { id, startsAt } = await booked(51);
  const phone = await Visitor.arrive(browser, world.url, 'move', { as: 'researcher' });
  await phone.open(`/sharing/bookings/detail/index?id=${id}`);
  await phone.tap('#move');
  await phone.page.locator('[id^="slot-"]:visible').first().waitFor();
  await phone.page.getByLabel('延长一格').first().click();
  await phone.see('补付');
  await phone.look('dearer');
  await phone.tap('#move-confirm');
  await phone.see('已改到');
  const { body } = await ann.call('getBooking', { params: { id } });
  expect(body).toMatchObject({ startsAt, dueFen: 0 });
  expect(body.payments).toHaveLength(2);
  expect(phone.wrong).toEqual([]);
  await phone.leave();
});

test('a booking on the group’s money waits for its head, who agrees on the phone', async () => {
  const { db } = world.deps;
  const { user } = await signInAs(world.url, 'researcher-2');
  await db('research_groups')
    .where({ id: 'GROUPOWN' })
    .update({ asks_principal: true, principal_id: user!.id });
  const startsAt = Math.ceil((world.clock.now().getTime() + 75 * HOUR) / HOUR) * HOUR;
  const held = await ann.make('createBooking', {
    body: {
      instrumentId: INSTRUMENTS.free,
      kind: 'time',
      service: 'self',
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(startsAt + HOUR).toISOString(),
    },
  });
  const params = { id: held.body.id };
  await ann.make('payBooking', { params, body: { accountFen: held.body.quote.totalFen } });
  expect(await stateOf(params.id)).toBe('requested');
  const head = await Visitor.arrive(browser, world.url, 'principal', { as: 'researcher-2' });
  await head.open('/pages/bookings/index');
  await head.page.locator(`#asked-approve-${params.id}:visible`).waitFor();
  await head.look('asked');
  await head.tap(`#asked-approve-${params.id}`);
  await eventually(async () => (await stateOf(params.id)) === 'confirmed');
  await head.page.locator(`#asked-approve-${params.id}`).waitFor({ state: 'detached' });
  await db('research_groups').update({ asks_principal: false });
  expect(head.wrong).toEqual([]);
  await head.leave();
});
