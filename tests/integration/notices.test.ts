import type { Deps } from '../../bff/src/deps.ts';
import { notificationOutbox } from '../../bff/src/features/notifications/index.ts';
import { emit, relayOutbox } from '../../bff/src/infra/outbox.ts';
import { liveChannel } from '../../bff/src/infra/live-bus.ts';
import { subscribe } from '../../bff/src/infra/redis.ts';
import { inTransaction } from '../../bff/src/infra/transaction.ts';
import { allWork } from '../../bff/src/jobs.ts';
import { type Client, signInAs } from '../support/client.ts';
import { finishBooking } from '../support/finished-booking.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let deps: Deps;
let ann: Client;
let operator: Client;
let admin: Client;
let authority: Client;

beforeAll(async () => {
  world = await createWorld({
    roles: 'web',
    startsAt: '2026-11-24T01:42:00.000Z',
    fill: plantSmallProvince,
  });
  ({ deps } = world);
  [ann, operator, admin, authority] = (await Promise.all(
    ['researcher', 'operator', 'unit-admin', 'authority'].map((name) => signInAs(world.url, name)),
  )) as [Client, Client, Client, Client];
});
afterAll(async () => {
  await world.stop();
});

async function relay(): Promise<void> {
  while ((await relayOutbox(deps, allWork.outbox!)) > 0);
}

const kinds = async (client: Client, query: Record<string, unknown> = {}) =>
  (await client.call('listNotices', { query: { limit: 100, ...query } })).body.items.map(
    ({ kind }) => kind,
  );

async function clear(): Promise<void> {
  await relay();
  await deps.db('notice_deliveries').delete();
  await deps.db('notices').delete();
}

test('a booking’s whole way is told to whom it is news, and to nobody who did it', async () => {
  await clear();
  const id = await finishBooking(world, ann, operator);
  await relay();
  expect(await kinds(ann)).toEqual(['booking.completed', 'booking.in_use']);
  expect(await kinds(operator)).toEqual(['booking.booked']);
  await ann.call('acceptResult', { params: { id } });
  await relay();
  expect(await kinds(operator)).toEqual(['booking.settled', 'booking.booked']);
  const { items } = (await operator.call('listNotices', { language: 'en' })).body;
  expect(items[0]).toMatchObject({
    bookingId: id,
    group: 'money',
    title: 'The booking is settled',
    body: expect.stringContaining('Instrument of the tests') as string,
  });
  const read = await operator.call('getBooking', { params: { id }, language: 'en' });
  expect(read.body.instrument).toMatchObject({
    name: 'Instrument of the tests',
    unitName: '钱塘理工大学 (en)',
  });
  expect(await kinds(await signInAs(world.url, 'operator-sibling-crew'))).toEqual([]);
});

test('where there is no crew, the unit’s administrators hear what a crew would', async () => {
  await clear();
  await deps.db('instruments').where({ id: INSTRUMENTS.free }).update({ crew_id: null });
  const id = await finishBooking(world, ann, admin);
  await deps.db('instruments').where({ id: INSTRUMENTS.free }).update({ crew_id: 'CREWOWN' });
  await relay();
  expect(await kinds(admin)).toContain('booking.booked');
  expect(await kinds(operator)).toEqual([]);
  expect((await admin.call('listNotices')).body.items[0]!.bookingId).toBe(id);
});

test('a review’s way is told to author, crew and those who judge', async () => {
  const bookingId = await finishBooking(world, ann, operator);
  await clear();
  const body = { scores: { quality: 1, speed: 1, attitude: 1, value: 1 }, text: '不好' };
  const made = await ann.make('createReview', { params: { id: bookingId }, body });
  const params = { id: made.body.id };
  await operator.make('replyToReview', { params, body: { text: '会改进' } });
  await operator.make('appealReview', { params, body: { reason: '不实' } });
  await relay();
  expect(await kinds(operator)).toEqual(['review.written']);
  expect(await kinds(ann)).toEqual(['review.appealed', 'review.replied']);
  expect(await kinds(authority)).toEqual(['review.to_judge']);
  expect(await kinds(await signInAs(world.url, 'platform-admin'))).toEqual(['review.to_judge']);
  expect(await kinds(await signInAs(world.url, 'authority-foreign'))).toEqual([]);
  expect((await authority.call('listNotices')).body.items[0]).toMatchObject({
    bookingId: null,
    group: 'work',
  });
  await authority.call('judgeReview', { params, body: { decision: 'remove', reason: '攻击' } });
  await relay();
  expect((await kinds(operator))[0]).toBe('review.removed');
  expect((await kinds(ann))[0]).toBe('review.removed');
  expect(await kinds(authority)).toEqual(['review.to_judge']);
});

test('an event told again writes nothing again, not even after every process died once', async () => {
  await clear();
  await deps.db('notice_addresses').insert({
    user_id: 'USEROPERATOR',
    channel: 'email',
    address: 'op@example.com',
    verified_at: world.clock.now(),
  });
  const wired = {
    ...deps,
    channels: new Map([['email', { send: () => Promise.resolve() }]]),
  } as Deps;
  const id = await finishBooking(world, ann, operator);
  for (let round = 0; round < 3; round += 1) {
    while ((await relayOutbox(wired, allWork.outbox!)) > 0);
    // The relay dies before it can say that it told.
    await deps.db('outbox').update({ relayed_at: null, retry_at: null });
  }
  await Promise.all([relayOutbox(wired, allWork.outbox!), relayOutbox(wired, allWork.outbox!)]);
  const own = (await deps.db('notices').where({ booking_id: id })) as { user_id: string }[];
  expect(own.filter(({ user_id }) => user_id === 'USEROPERATOR')).toHaveLength(1);
  const out: unknown[] = await deps
    .db('notice_deliveries')
    .whereIn('notice_id', deps.db('notices').where({ booking_id: id }).select('id'));
  expect(out).toHaveLength(1);
  await deps.db('notice_addresses').delete();
});

test('a crash between notice and delivery leaves neither, and the next telling writes both', async () => {
  await clear();
  await deps.db('notice_addresses').insert({
    user_id: 'USERRESEARCHER',
    channel: 'email',
    address: 'ann@example.com',
    verified_at: world.clock.now(),
  });
  const id = await finishBooking(world, ann, operator);
  await relay();
  await clear();
  let isDying = true;
  const channels = new Map([
    ['email', { send: () => Promise.resolve() }],
  ]) as unknown as Deps['channels'];
  const wired: Deps = {
    ...deps,
    channels,
    // The second id made for an event is its delivery's: there the process ends.
    newId: (() => {
      let made = 0;
      return () => {
        made += 1;
        if (isDying && made === 2) throw new Error('killed');
        return deps.newId();
      };
    })(),
  };
  const payload = { what: 'completed', bookingId: id, actorId: null, reason: null };
  await inTransaction(deps, (trx) => emit(deps, trx, { topic: 'booking.changed', payload }));
  const only = new Map([...notificationOutbox].map(([topic, handle]) => [topic, [handle]]));
  await relayOutbox(wired, only);
  expect(await deps.db('notices')).toEqual([]);
  isDying = false;
  world.clock.advance(31_000);
  await relayOutbox(wired, only);
  expect(await deps.db('notices')).toHaveLength(1);
  expect(await deps.db('notice_deliveries')).toHaveLength(1);
  await deps.db('notice_addresses').delete();
});

test('they are counted, filtered and read one by one or all at once', async () => {
  await clear();
  await finishBooking(world, ann, operator);
  const late = await finishBooking(world, ann, operator);
  await ann.call('acceptResult', { params: { id: late } });
  await ann.make('createReview', {
    params: { id: late },
    body: { scores: { quality: 5, speed: 5, attitude: 5, value: 5 } },
  });
  await relay();
  const all = (await operator.call('listNotices', { query: { limit: 100 } })).body;
  expect(all.unread).toBe(4);
  expect((await operator.call('getMe')).body.unreadNotices).toBe(4);
  expect(await kinds(operator, { group: 'bookings' })).toEqual([
    'booking.booked',
    'booking.booked',
  ]);
  expect(await kinds(operator, { group: 'reviews' })).toEqual(['review.written']);
  const first = await operator.call('readNotices', { body: { ids: [all.items[0]!.id] } });
  expect(first.body.unread).toBe(3);
  expect(await kinds(operator, { unread: 'true' })).toHaveLength(3);
  // Others' notices are none of one's own to read.
  const foreign = await ann.call('readNotices', { body: { ids: [all.items[1]!.id] } });
  expect(foreign.status).toBe(200);
  expect((await operator.call('getMe')).body.unreadNotices).toBe(3);
  expect((await operator.call('readNotices', { body: {} })).body.unread).toBe(0);
  expect(await kinds(operator, { unread: 'true' })).toEqual([]);
  const wrong = await operator.call('listNotices', { query: { group: 'gossip' } });
  expect([wrong.status, wrong.problem.code]).toEqual([400, 'request.invalid']);
});

test('what is read on one phone is told to the others', async () => {
  await clear();
  await finishBooking(world, ann, operator);
  await relay();
  const heard: string[] = [];
  const listening = subscribe(world.config.redisUrl, liveChannel(world.config), (text) => {
    heard.push(text);
  });
  await new Promise((resolve) => setTimeout(resolve, 300));
  await operator.call('readNotices', { body: {} });
  await operator.call('readNotices', { body: {} });
  await relay();
  await new Promise((resolve) => setTimeout(resolve, 100));
  listening.disconnect();
  const told = heard
    .map((text) => JSON.parse(text) as { event: string; topic: string; data: unknown })
    .filter(({ event }) => event === 'notices.read');
  expect(told).toMatchObject([{ topic: 'user:USEROPERATOR', data: { unread: 0 } }]);
});

test('a group that one does not want in the app is neither shown nor counted', async () => {
  await clear();
  const { body } = await operator.call('getNoticePreferences');
  await operator.call('setNoticePreferences', {
    body: {
      choices: { ...body.choices, reviews: { ...body.choices.reviews, app: false } },
      quiet: null,
    },
  });
  const id = await finishBooking(world, ann, operator);
  await ann.make('createReview', {
    params: { id },
    body: { scores: { quality: 5, speed: 5, attitude: 5, value: 5 } },
  });
  await relay();
  expect(await kinds(operator)).toEqual(['booking.booked']);
  expect((await operator.call('getMe')).body.unreadNotices).toBe(1);
});
