import { AlipayApp } from '../support/alipay-host/app.ts';
import { Client, signInAs } from '../support/client.ts';
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

test('cut off three times, the socket comes back and tells each event once', async () => {
  const other = await signInAs(world.url, 'researcher-2');
  const startsAt = Math.ceil((Date.now() + 50 * HOUR) / HOUR) * HOUR;
  app.my('navigateTo', { url: `/sharing/bookings/book/index?id=${INSTRUMENTS.free}` });
  await app.until((page) => page.byText('实时同步'));
  for (let round = 0; round < 3; round += 1) {
    const opened = app.opened();
    app.cutSocket();
    await app.until(() => app.opened() > opened);
    await app.until((page) => page.byText('实时同步'));
  }
  const calendar = `GET /api/v1/instruments/${INSTRUMENTS.free}/calendar`;
  const reads = () => app.asked.filter((one) => one === calendar).length;
  await quiet(reads);
  const before = reads();
  await other.make('createBooking', {
    body: {
      instrumentId: INSTRUMENTS.free,
      kind: 'time',
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(startsAt + HOUR).toISOString(),
    },
  });
  await quiet(reads, before + 1);
  expect(reads()).toBe(before + 1);
});

/** Waits until nothing more comes for a second, and at least so much has come. */
async function quiet(count: () => number, least = 0): Promise<void> {
  const deadline = Date.now() + 10_000;
  for (let last = -1; last !== count() || count() < least;) {
    if (Date.now() > deadline) throw new Error(`still ${String(count())}`);
    last = count();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

test('the results of what was booked are accepted and reviewed by tapping', async () => {
  const operator = await signInAs(world.url, 'operator');
  const mine = await signInAs(world.url, 'researcher');
  const list = await mine.call('listBookings', { query: { state: 'confirmed' } });
  const params = { id: list.body.items[0]!.id };
  world.clock.set(list.body.items[0]!.startsAt!);
  await operator.call('startBooking', { params, body: {} });
  await operator.call('finishBooking', { params, body: {} });
  const form = new FormData();
  form.append('summary', '物相见附件');
  form.append('file', new Blob(['%PDF-1.7 report']), '检测报告.pdf');
  await operator.make('releaseResult', { params, raw: form });

  app.my('switchTab', { url: '/pages/bookings/index' });
  app.page.tap(await app.until((page) => page.byId(`next-${params.id}`)));
  await app.until((page) => page.byText('检测报告.pdf'));
  app.page.tap(await app.until((page) => page.byId('accept')));
  app.page.tap(await app.until((page) => page.byId('review')));
  for (const [index, head] of ['quality', 'speed', 'attitude', 'value'].entries()) {
    app.page.tap(await app.until((page) => page.byId(`score-${head}-5`)));
    const left = 3 - index;
    await app.until((page) => !left || page.byText(`还有 ${String(left)} 项没打分`));
  }
  app.page.type(await app.until((page) => page.byId('review-text')), '图谱清楚。');
  await app.until((page) => page.byText('5/240') && page.byText('提交评价'));
  app.page.tap(await app.until((page) => page.byId('send-review')));
  await app.until(() => !app.route.endsWith('bookings/review/index'));
  const reviews = await mine.call('listReviews', { params: { id: INSTRUMENTS.free } });
  expect(reviews.body.items[0]).toMatchObject({ text: '图谱清楚。' });
});

test('words are read, taken apart and put right by tapping', async () => {
  app.my('switchTab', { url: '/pages/home/index' });
  // The page is made anew, and hears nothing until it stands.
  await app.until((page) => page.byId(`hit-${INSTRUMENTS.free}`));
  await quiet(() => app.asked.length);
  const search = async (words: string) => {
    const box = await app.until((page) => page.byId('search'));
    app.page.fire(box, 'focus', {}, false);
    app.page.type(box, words);
    app.page.tap(await app.until((page) => page.byId('search-go')));
  };
  await search('杭州 扫苗电镜');
  await app.until((page) => page.byText('扫描电') && page.byId(`hit-${INSTRUMENTS.sem}`));
  app.page.tap(await app.until((page) => page.byText('扫苗电镜 → 扫描电镜')));
  await app.until((page) => page.byId(`hit-${INSTRUMENTS.free}`));
  expect(app.page.byText('扫苗电镜 → 扫描电镜')).toBeUndefined();

  await search('asdfqwer');
  await app.until((page) => page.byText('没认出“asdfqwer”') && page.byId('wish-words'));
  const isKind = ({ cl = '' }) => cl.split(' ').includes('kind-row');
  app.page.tap(await app.until((page) => page.find(isKind)));
  await app.until((page) => page.byText('按此理解') && page.byId('save-search'));
});

test('no step of the way hands the screen more than 64 KB at once', () => {
  expect(app.largestSetData).toBeGreaterThan(1_000);
  expect(app.largestSetData).toBeLessThanOrEqual(64 * 1024);
});
