import type { Browser } from 'playwright-core';
import { signInAs } from '../support/client.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';
import { openBrowser, Visitor } from './browser.ts';

jest.setTimeout(180_000);

const HOUR = 3_600_000;

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

const arrive = (as: string, name: string) => Visitor.arrive(browser, world.url, name, { as });

test('a head adds a member with a limit and asks to be asked; the member keeps to it, the head agrees', async () => {
  const group = { id: 'GROUPOWN' };
  const client = await signInAs(world.url, 'researcher');
  const head = await arrive('researcher', 'group-head');
  await head.open('/pages/me/index');
  await head.tap('#group-GROUPOWN');
  await head.page.locator('#add-member:visible').waitFor();
  await head.look('alone');
  await head.tap('#add-member');
  await head.tapText('按编号');
  await head.fill('#member-who', 'NOSUCHNUMBER');
  await head.fill('#member-limit', '500');
  await head.tap('#member-add');
  await head.see('没有找到这个人');
  await head.look('nobody');
  // What was typed stays.
  await head.fill('#member-who', 'USERRESEARCHER-2');
  await head.tap('#member-add');
  await head.page.locator('#member-USERRESEARCHER-2:visible').waitFor();
  await head.tap('#member-USERRESEARCHER-2');
  await head.fill('#limit-sum', '180');
  await head.look('limit');
  await head.tap('#limit-save');
  await head.see('限额 ¥180.00');
  await head.tap('#group-asks');
  await head.page.locator('#group-asks[aria-checked="true"]:visible').waitFor();
  await head.look('members');

  const member = await arrive('researcher-2', 'group-member');
  await member.open(`/sharing/bookings/book/index?id=${INSTRUMENTS.free}`);
  // The morning after next in Shanghai, whenever this runs: no slot lies past midnight.
  const today = Math.floor((world.clock.now().getTime() + 8 * HOUR) / (24 * HOUR)) * 24 * HOUR;
  const day = today + 40 * HOUR;
  const startsAt = day + 10 * HOUR;
  await member.tap(`#day-${day}`);
  await member.tap(`#slot-${startsAt}`);
  await member.tap(`#slot-${startsAt + 1.5 * HOUR}`);
  await member.tap('#payer');
  await member.tap('.choice:has-text("薄膜光电课题组")');
  await member.see('请课题组负责人调高限额');
  await member.look('over-the-limit');
  await member.tap(`#slot-${startsAt}`);
  await member.tap(`#slot-${startsAt + 0.5 * HOUR}`);
  await member.see('还能用 ¥180.00');
  await member.look('within-the-limit');
  await member.tap('#hold');
  await member.see('付后还剩 ¥60.00');
  await member.see('付款后等课题组负责人同意');
  await member.look('checkout');
  await member.tap('#pay');
  await member.see('付款凭据');
  await member.look('waits');

  const asked = await client.call('listBookings', {
    query: { role: 'principal', group: 'needs_you' },
  });
  const id = asked.body.items[0]?.id ?? '';
  await head.open('/pages/notices/index');
  await head.tap('.notices-section [id^="notice-"]');
  await head.page.locator(`#asked-approve-${id}:visible`).waitFor();
  await head.look('asked-in-booking');
  await head.tap(`#asked-approve-${id}`);
  await head.page.locator(`#asked-approve-${id}:visible`).waitFor({ state: 'hidden' });
  const agreed = await client.call('getBooking', { params: { id } });
  expect(agreed.body.state).toBe('confirmed');

  await head.open('/sharing/groups/detail/index?id=GROUPOWN');
  await head.see('还能用 ¥60.00');
  await head.tap('#member-USERRESEARCHER-2');
  await head.tap('#member-remove');
  await head.look('removal');
  await head.tap('#member-remove-confirm');
  await head.page.locator('#member-USERRESEARCHER-2:visible').waitFor({ state: 'hidden' });
  await head.see('其中已移出的成员');
  await head.look('removed');
  const { members } = (await client.call('getGroup', { params: group })).body;
  expect(members.map(({ userId }) => userId)).toEqual(['USERRESEARCHER']);
  expect([...head.wrong, ...member.wrong]).toEqual([]);
  await Promise.all([head.leave(), member.leave()]);
});

test('who has credit with the unit may leave the account and pay at the month’s end', async () => {
  const admin = await signInAs(world.url, 'unit-admin');
  const set = await admin.call('setCredit', {
    params: { id: 'UNITOWN' },
    body: { payer: { kind: 'group', id: 'GROUPSIBLING' }, limitFen: 100_000 },
  });
  expect(set.status).toBe(200);
  const client = await signInAs(world.url, 'researcher-2');
  const startsAt = Math.ceil((world.clock.now().getTime() + 60 * HOUR) / HOUR) * HOUR;
  const held = await client.make('createBooking', {
    body: {
      instrumentId: INSTRUMENTS.free,
      kind: 'time',
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(startsAt + HOUR).toISOString(),
      chargeTo: { kind: 'group', id: 'GROUPSIBLING' },
    },
  });
  const params = { id: held.body.id };
  const member = await arrive('researcher-2', 'group-credit');
  await member.open(`/sharing/bookings/checkout/index?id=${params.id}`);
  await member.page.locator('#use-credit:visible').waitFor();
  await member.tap('#use-account');
  await member.see('账户与记账付');
  await member.look('credit');
  await member.tap('#pay');
  await member.see('付款凭据');
  await member.see('月结记账');
  await member.look('receipt');
  const paid = await client.call('getBooking', { params });
  const sum = held.body.quote.totalFen;
  expect(paid.body.payments[0]?.parts).toMatchObject([{ kind: 'channel', amountFen: sum }]);
  const credits = await admin.call('listCredits', { params: { id: 'UNITOWN' } });
  expect(credits.body.items).toMatchObject([{ owedFen: sum }]);
  expect(member.wrong).toEqual([]);
  await member.leave();
});
