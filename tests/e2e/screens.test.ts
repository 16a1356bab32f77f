import type { Browser } from 'playwright-core';
import { seedProvince } from '../../bff/src/demo/seed-province.ts';
import { Client, signInAs } from '../support/client.ts';
import { eventually } from '../support/eventually.ts';
import { createWorld, type World } from '../support/world.ts';
import { openBrowser, Visitor } from './browser.ts';

jest.setTimeout(600_000);

const GEMINI = 'GeminiSEM 300';

let world: World;
let browser: Browser;

beforeAll(async () => {
  world = await createWorld({
    startsAt: '2026-11-24T01:42:00.000Z',
    fill: async (deps) => {
      await seedProvince(deps, 300, () => undefined);
    },
  });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.stop();
});

interface Screen {
  name: string;
  path: string;
  /** What is seen once the screen has all it shows. */
  shows: string;
}

/** Looks at screens in Chinese as they are, and in English with large text. */
async function walk(persona: string | null, screens: readonly Screen[]): Promise<void> {
  const wrong: string[] = [];
  const readers = [
    { language: 'zh-CN', textSize: 'normal', name: 'zh', themes: ['light', 'dark'] },
    { language: 'en', textSize: 'large', name: 'en-large', themes: ['dark'] },
  ] as const;
  for (const { name, themes, ...look } of readers) {
    const visitor = await Visitor.arrive(browser, world.url, `${persona ?? 'guest'}-${name}`, {
      as: persona,
      ...look,
    });
    for (const screen of screens) {
      await visitor.open(screen.path);
      await visitor.page.locator(`${screen.shows}:visible`).first().waitFor();
      await visitor.look(screen.name, themes);
    }
    wrong.push(...visitor.wrong);
    await visitor.leave();
  }
  expect(wrong).toEqual([]);
}

test('what a visitor sees without signing in', async () => {
  const { body } = await new Client(world.url).call('listInstruments', { query: { q: GEMINI } });
  const id = body.items[0]?.id ?? '';
  await walk(null, [
    { name: 'home', path: '/pages/home/index', shows: '[id^="hit-"]' },
    { name: 'instrument', path: `/sharing/instruments/detail/index?id=${id}`, shows: '#book' },
    { name: 'book', path: `/sharing/bookings/book/index?id=${id}`, shows: '[id^="slot-"]' },
    { name: 'samples', path: `/sharing/bookings/samples/index?id=${id}`, shows: '.stepper' },
    { name: 'bookings', path: '/pages/bookings/index', shows: '.notice-box' },
    { name: 'notices', path: '/pages/notices/index', shows: '.notice-box' },
    { name: 'me', path: '/pages/me/index', shows: '#sign-in' },
    { name: 'sign-in', path: '/sharing/identity/sign-in/index', shows: '#persona-researcher' },
  ]);
});

test('what a researcher sees', async () => {
  const client = await signInAs(world.url, 'researcher');
  const mine = await client.call('listBookings', { query: { limit: 100 } });
  const bookings = new Map(mine.body.items.map(({ id, state }) => [state, id]));
  const details = [...bookings].map(([state, id]) => ({
    name: `booking-${state}`,
    path: `/sharing/bookings/detail/index?id=${id}`,
    shows: '.step-bar',
  }));
  await walk('researcher', [
    { name: 'home', path: '/pages/home/index', shows: '[id^="hit-"]' },
    { name: 'bookings', path: '/pages/bookings/index', shows: '.card' },
    { name: 'notices', path: '/pages/notices/index', shows: '.page' },
    { name: 'me', path: '/pages/me/index', shows: '#sign-out' },
    { name: 'feeds', path: '/sharing/calendars/feeds/index', shows: '.section' },
    { name: 'saved-searches', path: '/sharing/searches/list/index', shows: '.saved-row' },
    { name: 'interests', path: '/sharing/searches/interests/index', shows: '.chip-rows' },
    { name: 'preferences', path: '/sharing/notices/preferences/index', shows: '.section' },
    ...details,
    {
      name: 'move',
      path: `/sharing/bookings/move/index?id=${bookings.get('confirmed') ?? ''}`,
      shows: '[id^="slot-"]',
    },
  ]);
});

test('what the heads of groups see', async () => {
  for (const persona of ['principal', 'principal-2']) {
    const client = await signInAs(world.url, persona);
    const { groups } = (await client.call('getMe')).body.personal;
    const id = groups.find(({ isPrincipal }) => isPrincipal)?.id ?? '';
    const isAsked = persona === 'principal-2';
    await walk(persona, [
      {
        name: 'group',
        path: `/sharing/groups/detail/index?id=${id}`,
        shows: '[id^="member-"]',
      },
      {
        name: 'bookings',
        path: '/pages/bookings/index',
        shows: isAsked ? '[id^="asked-approve-"]' : '.page',
      },
    ]);
  }
});

test('what a company’s officer sees', async () => {
  await walk('company', [
    { name: 'bookings', path: '/pages/bookings/index', shows: '.card' },
    { name: 'vouchers', path: '/sharing/vouchers/list/index', shows: '.amount' },
    { name: 'me', path: '/pages/me/index', shows: '#sign-out' },
  ]);
});

test('what an operator sees', async () => {
  const client = await signInAs(world.url, 'operator');
  // Until somebody has to look after an instrument that has gone silent in the middle of a booking.
  world.clock.advance(10 * 60_000);
  const isAlarmed = async () => (await client.call('getRunBoard', {})).body.alarms.length > 0;
  await eventually(isAlarmed, { what: 'no alarm', withinMs: 30_000 });
  const { body } = await client.call('listRunInstruments', {});
  const id = body.items[0]?.id ?? '';
  const board = (await client.call('getRunBoard', {})).body;
  const run = board.rooms[0]?.items[0]?.instrument.id ?? '';
  const panels = ['blocks', 'rules', 'prices', 'label'].map((panel) => ({
    name: `terms-${panel}`,
    path: `/monitoring/instruments/terms/index?id=${id}&panel=${panel}`,
    shows: panel === 'label' ? '.code-picture' : '.stepper, [id^="price-"]',
  }));
  await walk('operator', [
    { name: 'board', path: '/pages/desk/index', shows: '[id^="count-"]' },
    { name: 'run', path: `/monitoring/instruments/run/index?id=${run}`, shows: '#chosen-span' },
    {
      name: 'sensors',
      path: `/monitoring/sensors/list/index?unitId=${board.unit.id}`,
      shows: '[id^="sensor-"]',
    },
    { name: 'desk', path: '/pages/desk/index?view=ahead', shows: '[id^="desk-"]' },
    {
      name: 'instruments',
      path: '/monitoring/instruments/list/index',
      shows: '[id^="run-"]',
    },
    ...panels,
  ]);
});

test('what the platform’s administrator sees', async () => {
  const page = '/governance/search/dictionary/index';
  await walk('platform-admin', [
    { name: 'me', path: '/pages/me/index', shows: '#open-dictionary' },
    { name: 'dictionary', path: page, shows: '[id^="concept-"]' },
    { name: 'misses', path: `${page}?tab=misses`, shows: '.line-row' },
    { name: 'wishes', path: `${page}?tab=wishes`, shows: '[id^="answer-"]' },
    { name: 'concept', path: '/governance/search/concept/index?id=fesem', shows: '.history-row' },
    { name: 'new-concept', path: '/governance/search/concept/index', shows: '#concept-save' },
  ]);
});
