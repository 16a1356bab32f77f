import { sendDeliveries } from '../../bff/src/features/notifications/index.ts';
import { AlipayGateway } from '../../bff/src/infra/alipay-gateway.ts';
import { alipayChannel } from '../../bff/src/infra/channels/alipay.ts';
import { emit, relayOutbox } from '../../bff/src/infra/outbox.ts';
import { inTransaction } from '../../bff/src/infra/transaction.ts';
import { allWork } from '../../bff/src/jobs.ts';
import { type Gateway, startGateway } from '../support/alipay-gateway.ts';
import { type Client, signInAs } from '../support/client.ts';
import { finishBooking } from '../support/finished-booking.ts';
import { plantSmallProvince } from '../support/small-province.ts';
import { TestClock } from '../support/test-clock.ts';
import { createWorld, type World } from '../support/world.ts';

const START = '2026-11-24T01:42:00.000Z';
const SEND = 'alipay.open.app.mini.templatemessage.send';
const TOKEN = 'alipay.system.oauth.token';

let world: World;
let gateway: Gateway;
let ann: Client;
let bookingId: string;

beforeAll(async () => {
  gateway = await startGateway();
  const alipay = new AlipayGateway(gateway.settings, new TestClock(START));
  const channel = alipayChannel(alipay, 'TEMPLATE-1');
  world = await createWorld({
    roles: 'web',
    startsAt: START,
    fill: plantSmallProvince,
    changes: { alipay, channels: new Map([['alipay', channel]]) },
  });
  ann = await signInAs(world.url, 'researcher');
  bookingId = await finishBooking(world, ann, await signInAs(world.url, 'operator'));
});
afterAll(async () => {
  await world.stop();
  await gateway.stop();
});

/** Tells the owner something about their booking and sends what is due. */
async function tell(what = 'completed'): Promise<void> {
  const { deps } = world;
  const payload = { what, bookingId, actorId: null, reason: null };
  await inTransaction(deps, (trx) => emit(deps, trx, { topic: 'booking.changed', payload }));
  while ((await relayOutbox(deps, allWork.outbox!)) > 0);
  while ((await sendDeliveries(deps)) > 0);
}

const link = () => ann.call('linkAlipay', { body: { authCode: 'consent-1' } });
const sent = () => gateway.asked.filter(({ method }) => method === SEND);

test('a consent code that Alipay turns down links nobody', async () => {
  gateway.answers.set(TOKEN, [{ code: '40002', sub_code: 'isv.code-invalid' }]);
  const refused = await link();
  expect([refused.status, refused.problem.code]).toEqual([422, 'alipay.link_refused']);
  gateway.answers.set(TOKEN, ['away']);
  expect((await link()).status).toBe(503);
  gateway.answers.set(TOKEN, ['forged']);
  expect((await link()).status).toBe(503);
  await tell();
  expect(sent()).toEqual([]);
});

test('a linked person gets the message once, signed, with the page it leads to', async () => {
  gateway.answers.set(TOKEN, [{ access_token: 'T', open_id: 'OPEN1' }]);
  expect((await link()).body.channels.alipay).toMatchObject({ isOpen: true, address: null });
  await tell();
  await tell('closed');
  expect(sent()).toHaveLength(2);
  const [first] = sent();
  expect(first).toMatchObject({ app_id: '2026112300000001', sign_type: 'RSA2', charset: 'utf-8' });
  expect(first!['timestamp']).toMatch(/^2026-11-24 \d\d:\d\d:\d\d$/);
  const content = JSON.parse(first!['biz_content']!) as Record<string, string>;
  expect(content).toMatchObject({
    to_open_id: 'OPEN1',
    user_template_id: 'TEMPLATE-1',
    page: `sharing/bookings/detail/index?id=${bookingId}`,
  });
  expect(JSON.parse(content['data']!)).toMatchObject({
    keyword1: { value: '结果已交付，请查看并确认' },
  });
});

test.each([
  ['its system is busy', { code: '20000', sub_code: 'isp.unknow-error' }, 'waiting'],
  ['the answer is forged', 'forged', 'waiting'],
  ['it is away', 'away', 'waiting'],
  ['the reader has not subscribed', { code: '40004', sub_code: 'USER_NOT_SUBSCRIBE' }, 'failed'],
] as const)('where %s, the delivery is %s', async (_why, answer, state) => {
  await world.deps.db('notice_deliveries').delete();
  gateway.answers.set(SEND, [answer]);
  await tell();
  const [row]: { state: string }[] = await world.deps.db('notice_deliveries');
  expect(row!.state).toBe(state);
});

test('after the link is taken back nothing is sent', async () => {
  await ann.call('unlinkAlipay');
  const before = sent().length;
  await tell();
  world.clock.advance(3_600_000);
  await tell();
  expect(sent()).toHaveLength(before);
});

test('keys that are none are told of at the start', () => {
  const broken = { ...gateway.settings, privateKey: 'hello' };
  expect(() => new AlipayGateway(broken, new TestClock())).toThrow('holds no RSA key');
});
