import { AlipayApp } from '../support/alipay-host/app.ts';
import { Client } from '../support/client.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

const HOUR = 3_600_000;

let world: World;
let app: AlipayApp;

beforeAll(async () => {
  world = await createWorld({ fill: plantSmallProvince });
  app = new AlipayApp('miniapp/dist/alipay', world.url);
});
afterAll(async () => {
  app.close();
  await world.stop();
});

test('in the compiled mini-program someone finds an instrument, signs in and holds a slot by tapping', async () => {
  app.launch();
  await app.until((page) => page.byText('GeminiSEM 300'));

  const search = await app.until((page) => page.byId('search'));
  app.page.fire(search, 'focus', {}, false);
  app.page.type(search, 'XRD');
  app.page.tap(await app.until((page) => page.byId('search-go')));
  await app.until((page) => !page.byText('GeminiSEM 300'));
  app.page.tap(await app.until((page) => page.byId(`hit-${INSTRUMENTS.free}`)));

  await app.until((page) => page.byText('SmartLab') && page.byText('预约规则'));
  expect(app.route).toBe('sharing/instruments/detail/index');
  app.page.tap(await app.until((page) => page.byId('book')));

  const startsAt = Math.ceil((Date.now() + 26 * HOUR) / HOUR) * HOUR;
  const day = Math.floor((startsAt + 8 * HOUR) / (24 * HOUR)) * 24 * HOUR - 8 * HOUR;
  app.page.tap(await app.until((page) => page.byId(`day-${day}`)));
  app.page.tap(await app.until((page) => page.byId(`slot-${startsAt}`)));
  app.page.tap(await app.until((page) => page.byId(`slot-${startsAt + HOUR / 2}`)));

  app.page.tap(await app.until((page) => page.byText('登录后占用') && page.byId('hold')));
  app.page.tap(await app.until((page) => page.byId('persona-researcher')));
  await app.until((page) => app.route.endsWith('bookings/book/index') && page.byText('¥120.00'));
  app.page.tap(await app.until((page) => page.byText('占用 10 分钟') && page.byId('hold')));

  await app.until((page) => page.byText('已为您占用'));
  expect(app.route).toBe('sharing/bookings/checkout/index');
  const calendar = await new Client(world.url).call('getCalendar', {
    params: { id: INSTRUMENTS.free },
    query: {
      from: new Date(startsAt).toISOString(),
      to: new Date(startsAt + 24 * HOUR).toISOString(),
    },
  });
  expect(calendar.body.busy).toMatchObject([
    {
      kind: 'held',
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(startsAt + HOUR).toISOString(),
    },
  ]);

  app.page.tap(await app.until((page) => page.byId('pay')));
  await app.until((page) => page.byText('付款凭据') && page.byText('已同意'));
  expect(app.tabs.text()).toContain('找仪器');
});
