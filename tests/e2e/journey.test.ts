import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
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

/** A full hour at least `hours` from now, on every grid, with two hours more on its own day. */
function hourAhead(hours: number): number {
  const at = Math.ceil((world.clock.now().getTime() + hours * HOUR) / HOUR) * HOUR;
  const hourOfDay = (at / HOUR + 8) % 24;
  return hourOfDay > 22 ? at + 8 * HOUR : at;
}

/** Chooses the day of an instant and then its slots, from the first to the last. */
async function choose(visitor: Visitor, first: number, last: number): Promise<void> {
  const day = Math.floor((first + 8 * HOUR) / (24 * HOUR)) * 24 * HOUR - 8 * HOUR;
  await visitor.tap(`#day-${day}`);
  await visitor.tap(`#slot-${first}`);
  await visitor.tap(`#slot-${last}`);
}

test('a slot held by one person goes from the other screen by itself, without polling', async () => {
  const [one, other] = await Promise.all([
    Visitor.arrive(browser, world.url, 'first'),
    Visitor.arrive(browser, world.url, 'second'),
  ]);
  await Promise.all([one.signIn('researcher'), other.signIn('researcher-2')]);
  const path = `/sharing/bookings/book/index?id=${INSTRUMENTS.free}`;
  await Promise.all([one.open(path), other.open(path)]);
  const startsAt = hourAhead(26);
  const day = Math.floor((startsAt + 8 * HOUR) / (24 * HOUR)) * 24 * HOUR - 8 * HOUR;
  await other.tap(`#day-${day}`);
  await other.page.locator('#live-state:visible', { hasText: '实时同步' }).waitFor();
  const slot = other.page.locator(`#slot-${startsAt}:visible`);
  await slot.waitFor();
  expect(await slot.getAttribute('class')).toContain('slot-free');

  await choose(one, startsAt, startsAt + HOUR / 2);
  await one.look('chosen');
  const held = one.page.waitForResponse(
    (answer) => answer.url().endsWith('/api/v1/bookings') && answer.request().method() === 'POST',
  );
  await one.tap('#hold');
  expect((await held).status()).toBe(201);
  await other.page.locator(`#slot-${startsAt}.slot-held:visible`).waitFor();
  await other.look('slot-gone');
  await one.page.locator('.hold-ticks:visible').waitFor();
  await one.look('checkout');
  expect([...one.wrong, ...other.wrong]).toEqual([]);
  await Promise.all([one.leave(), other.leave()]);
});

test('the whole road: a company finds, holds and pays, the crew serves, the company accepts and reviews', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dayi-report-'));
  const report = join(folder, '检测报告.pdf');
  writeFileSync(report, '%PDF-1.7 report');
  const company = await Visitor.arrive(browser, world.url, 'company');
  const operator = await Visitor.arrive(browser, world.url, 'operator', { at: 'desk' });
  const startsAt = hourAhead(30);

  await company.open('/pages/home/index');
  await company.see('GeminiSEM 300');
  await company.look('home');
  await company.fill('#search', 'SEM gemini');
  await company.tap('#search-go');
  await company.see('按此理解').catch(() => undefined);
  await company.tap(`#hit-${INSTRUMENTS.sem}`);
  await company.see('预约规则');
  await company.look('instrument');
  await company.tap('#book');
  await choose(company, startsAt, startsAt + 1.5 * HOUR);
  await company.look('guest-chooses');
  // What was chosen survives the sign-in.
  await company.tap('#hold');
  await company.tap('#persona-company');
  await company.tapText('机组代测');
  await company.fill('#purpose', '薄膜断面形貌');
  await company.see('¥1,060.00');
  await company.look('priced');
  await company.tap('#hold');

  await company.page.locator('#voucher-VOUCHEROWN:visible').waitFor();
  await company.see('已为您占用');
  await company.look('checkout');
  await company.tap('#pay');
  await company.see('等机组同意');
  await company.see('付款凭据');
  await company.look('requested');

  await operator.signIn('operator');
  await operator.open('/pages/desk/index');
  await operator.tapText('待审批');
  await operator.page.locator('[id^="approve-"]:visible').first().waitFor();
  await operator.look('approvals');
  await operator.tap('[id^="approve-"]');
  await company.see('已同意');

  world.clock.advance(startsAt - world.clock.now().getTime());
  await operator.page.reload();
  await operator.tapText('今日');
  await operator.page.locator('[id^="start-"]:visible').first().waitFor();
  await operator.look('today');
  await operator.tap('[id^="start-"]');
  await operator.page.locator('[id^="finish-"]:visible').first().waitFor();
  await operator.look('in-use');
  world.clock.advance(1.5 * HOUR);
  await operator.tap('[id^="finish-"]');
  await operator.tap('#finish-confirm');
  await operator.tapText('待交付');
  await operator.tap('[id^="deliver-"]');
  const chooser = operator.page.waitForEvent('filechooser');
  await operator.tap('#pick-files');
  await (await chooser).setFiles(report);
  await operator.see('检测报告.pdf');
  await operator.fill('#summary', '断面形貌十张');
  await operator.look('deliver');
  await operator.tap('#deliver');
  await operator.page.locator('#pick-files:visible').waitFor({ state: 'hidden' });

  await company.open('/pages/bookings/index');
  await company.see('查看并确认');
  await company.look('bookings');
  await company.tap('[id^="next-"]');
  await company.see('检测报告.pdf');
  await company.look('results');
  const download = company.page.waitForEvent('download');
  await company.tapText('下载');
  expect((await download).suggestedFilename()).toBe('检测报告.pdf');
  await company.tap('#accept');
  await company.see('已结清');
  await company.tap('#review');
  for (const head of ['数据质量', '速度', '态度', '性价比']) {
    await company.page.getByRole('radio', { name: `${head} 5 分` }).click();
  }
  await company.fill('#review-text', '图像清楚，当天出结果。');
  await company.look('review');
  await company.tap('#send-review');
  await company.see('评价已提交');

  await company.open('/pages/notices/index');
  await company.page.locator('.unread-mark:visible').first().waitFor();
  await company.look('notices');
  await company.open('/sharing/vouchers/list/index');
  await company.see('¥35,470.00');
  await company.look('vouchers');
  expect([...company.wrong, ...operator.wrong]).toEqual([]);
  await Promise.all([company.leave(), operator.leave()]);
  rmSync(folder, { recursive: true, force: true });
});
