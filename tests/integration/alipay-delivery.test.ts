import { createHash, randomBytes } from 'node:crypto';
import { AlipayApp } from '../support/alipay-host/app.ts';
import { awaitResults, castOf, type Cast, plantResultsStage } from '../support/results-stage.ts';
import { createWorld, type World } from '../support/world.ts';

const MEGABYTE = 1024 * 1024;

// Megabytes go over the line in small pieces.
jest.setTimeout(120_000);

let world: World;
let cast: Cast;
let app: AlipayApp;

beforeAll(async () => {
  world = await createWorld({ fill: plantResultsStage });
  cast = await castOf(world);
  app = new AlipayApp('miniapp/dist/alipay', world.url);
});
afterAll(async () => {
  app.close();
  await world.stop();
});

test('an operator delivers photos from the phone, in chunks, over a line that breaks', async () => {
  const params = await awaitResults(world, cast);
  const large = new Uint8Array(randomBytes(9 * MEGABYTE));
  const small = new Uint8Array(randomBytes(1_000));
  app.launch();
  app.my('navigateTo', { url: '/sharing/identity/sign-in/index' });
  app.page.tap(await app.until((page) => page.byId('persona-operator')));
  await app.until(() => !app.route.endsWith('sign-in/index'));
  app.my('navigateTo', { url: `/monitoring/bookings/deliver/index?id=${params.id}` });
  app.page.type(await app.until((page) => page.byId('summary')), '断口照片两张');

  app.files.photos.set('https://photo/large.jpg', large);
  app.files.photos.set('https://photo/small.jpg', small);
  app.files.lostUploads = 1;
  app.page.tap(await app.until((page) => page.byId('pick-files')));
  await app.until((page) => page.byText('网络断了，恢复后自动继续'));
  app.page.tap(await app.until((page) => page.byText('交付 2 个文件') && page.byId('deliver')));
  await app.until(() => !app.route.endsWith('deliver/index'));

  const { body } = await cast.company.call('listResults', { params });
  expect(body.items[0]).toMatchObject({ summary: '断口照片两张', version: 1 });
  const hashes = body.items[0]!.files.map(({ name, sha256 }) => [name, sha256]);
  const hashOf = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');
  expect(hashes).toEqual([
    ['large.jpg', hashOf(large)],
    ['small.jpg', hashOf(small)],
  ]);
  expect(app.largestSetData).toBeLessThanOrEqual(64 * 1024);
});
