import ICAL from 'ical.js';
import { Client, signInAs } from '../support/client.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let ann: Client;
let operator: Client;

const HOUR = 3_600_000;

beforeAll(async () => {
  world = await createWorld({
    roles: 'web',
    startsAt: '2026-11-24T01:42:00.000Z',
    fill: plantSmallProvince,
  });
  ann = await signInAs(world.url, 'researcher');
  operator = await signInAs(world.url, 'operator');
});
afterAll(async () => {
  await world.stop();
});

const slot = (hours: number) => ({
  startsAt: new Date(Date.parse('2026-11-25T02:00:00.000Z') + hours * HOUR).toISOString(),
  endsAt: new Date(Date.parse('2026-11-25T03:00:00.000Z') + hours * HOUR).toISOString(),
});

async function hold(hours: number, purpose = '') {
  const held = await ann.make('createBooking', {
    body: { instrumentId: INSTRUMENTS.free, kind: 'time', ...slot(hours), purpose },
  });
  expect(held.problem.code).toBeUndefined();
  return held.body;
}

async function book(hours: number, purpose = '') {
  const held = await hold(hours, purpose);
  const params = { id: held.id };
  await ann.make('payBooking', { params, body: { accountFen: held.quote.totalFen } });
  return held.id;
}

/** The address at this server, whatever the public one is. */
const at = (address: string) => new URL(new URL(address).pathname, world.url);

async function makeFeed(client: Client, kind: 'mine' | 'crew' = 'mine'): Promise<string> {
  const made = await client.call('makeCalendarFeed', { params: { kind } });
  expect(made.status).toBe(201);
  return made.body.address;
}

/** Read by another program than the one that wrote it. */
function parse(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const events = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
  return { calendar, events, byId: new Map(events.map((event) => [event.uid, event])) };
}

async function read(address: string, headers: Record<string, string> = {}) {
  const response = await fetch(at(address), { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const property = (event: InstanceType<typeof ICAL.Event>, name: string) =>
  event.component.getFirstPropertyValue(name);

test('a feed holds one’s bookings as a calendar reads them, and no one else’s name', async () => {
  const sure = await book(0, '李雷的样品');
  const held = await hold(2);
  const gone = await book(4);
  await ann.call('cancelBooking', { params: { id: gone }, body: { reason: '改期' } });
  const address = await makeFeed(ann);
  const { status, headers, text } = await read(address);
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(headers.get('cache-control')).toContain('private');
  const { calendar, events, byId } = parse(text);
  expect(events).toHaveLength(3);
  expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
  expect(String(calendar.getFirstPropertyValue('refresh-interval'))).toBe('PT1H');
  expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('大仪预约');
  const event = byId.get(`${sure}@dayi`)!;
  expect(event.startDate.zone).toBe(ICAL.Timezone.utcTimezone);
  expect(event.startDate.toJSDate().toISOString()).toBe(slot(0).startsAt);
  expect(event.endDate.toJSDate().toISOString()).toBe(slot(0).endsAt);
  expect(event.summary).toBe('X 射线衍射仪 SmartLab');
  expect(event.location).toBe('钱塘理工大学 学院路 1 号 A 座 103 室');
  expect(property(event, 'url')).toContain(`/#/sharing/bookings/detail/index?id=${sure}`);
  expect([sure, held.id, gone].map((id) => property(byId.get(`${id}@dayi`)!, 'status'))).toEqual([
    'CONFIRMED',
    'TENTATIVE',
    'CANCELLED',
  ]);
  expect(calendar.getAllSubcomponents('valarm')).toEqual([]);
  for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(text).not.toMatch(/陈思远|王海宁|李雷|USER/);
});

test('a moved booking keeps its number and grows its sequence', async () => {
  const id = await book(8);
  const address = await makeFeed(ann);
  const before = parse((await read(address)).text).byId.get(`${id}@dayi`)!;
  const moved = await ann.call('changeBooking', { params: { id }, body: slot(10) });
  expect(moved.problem.code).toBeUndefined();
  const after = parse((await read(address)).text).byId.get(`${id}@dayi`)!;
  expect(after.startDate.toJSDate().toISOString()).toBe(slot(10).startsAt);
  expect(after.sequence).toBeGreaterThan(before.sequence);
});

test('an unchanged feed is answered with 304, a changed one is not', async () => {
  const address = await makeFeed(ann);
  const first = await read(address);
  const etag = first.headers.get('etag')!;
  const again = await read(address, { 'if-none-match': etag });
  expect([again.status, again.text]).toEqual([304, '']);
  await book(12);
  const changed = await read(address, { 'if-none-match': etag });
  expect(changed.status).toBe(200);
  expect(changed.headers.get('etag')).not.toBe(etag);
});

test('a hold whose time is up is shown as off, reclaimed or not', async () => {
  const address = await makeFeed(ann);
  const held = await hold(14);
  world.clock.advance(11 * 60_000);
  const { byId } = parse((await read(address)).text);
  expect(property(byId.get(`${held.id}@dayi`)!, 'status')).toBe('CANCELLED');
});

test('a new address ends the one before it, and a revoked one opens nothing', async () => {
  const first = await makeFeed(ann);
  const second = await makeFeed(ann);
  expect(first).not.toBe(second);
  expect((await read(first)).status).toBe(404);
  expect((await read(second)).status).toBe(200);
  const listed = await ann.call('listCalendarFeeds');
  expect(listed.body.items).toMatchObject([{ kind: 'mine' }]);
  expect(listed.body.items[0]!.readAt).not.toBeNull();
  expect((await ann.call('revokeCalendarFeed', { params: { kind: 'mine' } })).status).toBe(204);
  expect((await read(second)).status).toBe(404);
  expect((await ann.call('revokeCalendarFeed', { params: { kind: 'mine' } })).status).toBe(204);
  expect((await ann.call('listCalendarFeeds')).body.items).toEqual([]);
});

test('the secret of an address stands in no table and can be neither guessed nor cut short', async () => {
  const address = await makeFeed(ann);
  const token = /calendars\/([\w-]+)\.ics$/.exec(address)![1]!;
  expect(Buffer.from(token, 'base64url').length).toBeGreaterThanOrEqual(16);
  for (const table of ['calendar_feeds', 'audit_events', 'idempotency_keys', 'outbox']) {
    expect(JSON.stringify(await world.deps.db(table))).not.toContain(token);
  }
  for (const bad of [
    token.slice(0, -1),
    `${token}A`,
    token.toUpperCase(),
    '%00',
    '../x',
    'a'.repeat(90),
  ]) {
    const answer = await read(address.replace(token, encodeURIComponent(bad)));
    expect([bad, answer.status]).toEqual([bad, 404]);
  }
});

test('the crew has its own day in a feed, without anyone’s name, while one is in the crew', async () => {
  const refused = await ann.call('makeCalendarFeed', { params: { kind: 'crew' } });
  expect([refused.status, refused.problem.code]).toEqual([422, 'feed.no_crew']);
  const address = await makeFeed(operator, 'crew');
  const { calendar, events } = parse((await read(address)).text);
  expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('大仪机组');
  expect(events.length).toBeGreaterThan(3);
  expect((await read(address)).text).not.toMatch(/陈思远|薄膜光电|USER/);
  await world.deps
    .db('role_grants')
    .where({ user_id: 'USEROPERATOR' })
    .update({ scope_id: 'CREWOTHER' });
  expect(parse((await read(address)).text).events).toEqual([]);
  await world.deps
    .db('role_grants')
    .where({ user_id: 'USEROPERATOR' })
    .update({ scope_id: 'CREWOWN' });
});

test('words follow the language of the person, line breaks and commas are escaped', async () => {
  await world.deps
    .db('instruments')
    .where({ id: INSTRUMENTS.free })
    .update({ name_en: 'Diffractometer, A;B\\C\r\nBEGIN:VALARM\u202E' });
  await ann.call('updateMe', { body: { locale: 'en' } });
  const { calendar, events } = parse((await read(await makeFeed(ann))).text);
  expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('Dayi bookings');
  expect(events[0]!.summary).toBe('Diffractometer, A;B\\C BEGIN:VALARM SmartLab');
  expect(events[0]!.description).toContain('Self-use');
  expect(calendar.getAllSubcomponents().map(({ name }) => name)).not.toContain('valarm');
});

test('one booking comes as a file to its parties, and to nobody else', async () => {
  const id = await book(20);
  const file = await ann.call('getBookingCalendar', { params: { id } });
  expect(file.status).toBe(200);
  expect(file.headers.get('content-disposition')).toContain(`dayi-${id}.ics`);
  expect(parse(String(file.body)).events.map(({ uid }) => uid)).toEqual([`${id}@dayi`]);
  const crews = await operator.call('getBookingCalendar', { params: { id } });
  expect(String(crews.body)).not.toContain('陈思远');
  const stranger = await signInAs(world.url, 'researcher-2');
  const refused = await stranger.call('getBookingCalendar', { params: { id } });
  expect([refused.status, refused.problem.code]).toEqual([404, 'booking.not_found']);
  expect((await new Client(world.url).call('getBookingCalendar', { params: { id } })).status).toBe(
    401,
  );
});

test('a busy month does not keep what is to come out of the feed', async () => {
  const { db } = world.deps;
  const next = await book(100);
  const row = (await db('bookings').where({ id: next }).first()) as Record<string, unknown>;
  const plain = Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value !== null && typeof value === 'object' && !(value instanceof Date)
        ? JSON.stringify(value)
        : value,
    ]),
  );
  const now = world.clock.now().getTime();
  const past = Array.from({ length: 1_000 }, (_, index) => ({
    ...plain,
    id: `PAST${String(index).padStart(6, '0')}`,
    state: 'closed',
    hold_slot: null,
    due_at: null,
    starts_at: new Date(now - ((index + 3) * HOUR) / 4),
    ends_at: new Date(now - ((index + 2) * HOUR) / 4),
  }));
  for (let at = 0; at < past.length; at += 250) {
    await db('bookings').insert(past.slice(at, at + 250));
  }
  const { events, byId } = parse(await (await fetch(at(await makeFeed(operator, 'crew')))).text());
  const has = (id: string) => [...byId.keys()].some((uid) => uid.includes(id));
  expect(events).toHaveLength(1_000);
  expect([has(next), has('PAST000000'), has('PAST000999')]).toEqual([true, true, false]);
  await db('bookings').where('id', 'like', 'PAST%').delete();
});
