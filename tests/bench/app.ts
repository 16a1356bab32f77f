// npm run bench:app [-- --instruments N] [--rounds N]
// How long the built app takes on a slow phone, beside an empty page of the same framework built alike.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright-core';
import { startProduct } from './servers.ts';

const { values } = parseArgs({
  options: {
    instruments: { type: 'string', default: '8626' },
    rounds: { type: 'string', default: '5' },
  },
});

/** A slow phone on a slow line: 1.6 Mbit/s down, 750 kbit/s up, 150 ms round trip, a fourth of this CPU. */
const LINE = {
  offline: false,
  latency: 150,
  downloadThroughput: 1_600_000 / 8,
  uploadThroughput: 750_000 / 8,
};
const CPU_SLOWDOWN = 4;

async function slowPhone(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', LINE);
  await session.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
  return page;
}

/** Milliseconds until the page shows what is looked for; the phone has nothing of it yet. */
async function firstSight(page: Page, url: string, selector: string): Promise<number> {
  const startedAt = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator(`${selector}:visible`).first().waitFor();
  return performance.now() - startedAt;
}

async function afterTap(page: Page, selector: string, shows: string): Promise<number> {
  const startedAt = performance.now();
  await page.locator(`${selector}:visible`).first().click();
  await page.locator(`${shows}:visible`).first().waitFor();
  return performance.now() - startedAt;
}

const median = (times: readonly number[]) =>
  Math.round([...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN);

/** What a reader does between the list's coming and the tap. */
const LOOKS_FOR_MS = 3_000;

async function measure(browser: Browser, app: string, bare: string) {
  const times = { bare: [], home: [], instrument: [], booking: [] } as Record<string, number[]>;
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const empty = await slowPhone(browser);
    times['bare']?.push(await firstSight(empty, bare, '#shown'));
    await empty.context().close();
    const phone = await slowPhone(browser);
    times['home']?.push(await firstSight(phone, app, '[id^="hit-"]'));
    await phone.waitForTimeout(LOOKS_FOR_MS);
    times['instrument']?.push(await afterTap(phone, '[id^="hit-"]', '#book'));
    await phone.waitForTimeout(LOOKS_FOR_MS);
    times['booking']?.push(await afterTap(phone, '#book', '[id^="slot-"]'));
    await phone.context().close();
  }
  return {
    bareMs: median(times['bare'] ?? []),
    homeMs: median(times['home'] ?? []),
    instrumentMs: median(times['instrument'] ?? []),
    bookingMs: median(times['booking'] ?? []),
  };
}

const built = spawnSync(process.execPath, ['miniapp/config/build.mjs', 'bare'], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
if (built.status !== 0) throw new Error('the empty page was not built');
const demo = [
  '--import',
  './bff/src/bootstrap/typescript.mjs',
  'bff/src/cli/demo.ts',
  '--instruments',
  values.instruments,
];
const filled = spawnSync(process.execPath, demo, { stdio: ['ignore', 'ignore', 'inherit'] });
if (filled.status !== 0) throw new Error('the demo province was not filled');

const product = await startProduct();
const empty = await startProduct({ DAYI_H5: 'miniapp/dist/bare' });
const executablePath = process.env['CHROMIUM_PATH'];
if (!executablePath) throw new Error('No Chromium: set CHROMIUM_PATH');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const row = await measure(browser, `${product.url}/`, `${empty.url}/`);
  const ratio = Number((row.homeMs / row.bareMs).toFixed(2));
  process.stdout.write(`${JSON.stringify({ scenario: 'app', ...row, ratio })}\n`);
  // eslint-disable-next-line no-console -- a table for people, on the terminal
  console.table([
    { what: 'empty page of the framework', ms: row.bareMs },
    { what: 'home list shown', ms: row.homeMs },
    { what: 'instrument after the tap', ms: row.instrumentMs },
    { what: 'slots after the tap', ms: row.bookingMs },
  ]);
} finally {
  await browser.close();
  await Promise.all([product.stop(), empty.stop()]);
}
