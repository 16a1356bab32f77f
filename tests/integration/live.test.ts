import type { LiveEvent } from '@dayi/shared/contracts/live';
import { LIVE_PATH } from '@dayi/shared/routes/index';
import { WebSocket } from 'ws';
import { signInAs } from '../support/client.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';
import { run, type Running } from '../../bff/src/main.ts';

let world: World;
let second: Running;

beforeAll(async () => {
  world = await createWorld({ startsAt: '2026-11-24T01:42:00.000Z', fill: plantSmallProvince });
  second = await run({ ...world.config, roles: new Set(['web']) }, { clock: world.clock });
});
afterAll(async () => {
  await second.stop();
  await world.stop();
});

interface Phone {
  events: LiveEvent[];
  say: (message: unknown) => void;
  next: (event: string) => Promise<LiveEvent>;
  close: () => void;
}

async function openPhone(port: number): Promise<Phone> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${LIVE_PATH}`);
  const events: LiveEvent[] = [];
  socket.on('message', (data: Buffer) => events.push(JSON.parse(data.toString()) as LiveEvent));
  await new Promise((resolve) => socket.once('open', resolve));
  return {
    events,
    say: (message) => socket.send(JSON.stringify(message)),
    next: async (event) => {
      const deadline = Date.now() + 5_000;
      for (;;) {
        const index = events.findIndex((one) => one.event === event);
        if (index >= 0) return events.splice(index, 1)[0]!;
        if (Date.now() > deadline) throw new Error(`no ${event}, but ${JSON.stringify(events)}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    close: () => socket.close(),
  };
}

const SLOT = {
  instrumentId: INSTRUMENTS.sem,
  kind: 'time' as const,
  startsAt: '2026-11-26T06:00:00.000Z',
  endsAt: '2026-11-26T08:00:00.000Z',
};

test('a hold made at one process is told to a phone at another within a second', async () => {
  const phone = await openPhone(second.port);
  const topic = `instrument:${INSTRUMENTS.sem}`;
  phone.say({ subscribe: [topic] });
  await phone.next('snapshot');
  const company = await signInAs(world.url, 'company');
  const startedAt = Date.now();
  await company.make('createBooking', { body: SLOT });
  const event = await phone.next('calendar.changed');
  expect(Date.now() - startedAt).toBeLessThan(1_000);
  expect(event).toMatchObject({
    topic,
    data: {
      instrumentId: INSTRUMENTS.sem,
      startsAt: SLOT.startsAt,
      endsAt: SLOT.endsAt,
      free: false,
    },
  });
  expect(JSON.stringify(event)).not.toContain('USER');
  phone.close();
});

test('what concerns a person goes to that person, as `me`, and to the board of the unit', async () => {
  const company = await signInAs(world.url, 'company');
  const other = await signInAs(world.url, 'company-2');
  const operator = await signInAs(world.url, 'operator');
  const [mine, theirs, desk] = await Promise.all(
    [1, 2, 3].map(() => openPhone(world.running.port)),
  );
  mine!.say({ auth: company.token });
  theirs!.say({ auth: other.token });
  desk!.say({ auth: operator.token });
  mine!.say({ subscribe: ['me'] });
  theirs!.say({ subscribe: ['me', 'board:UNITOWN'] });
  desk!.say({ subscribe: ['board:UNITOWN'] });
  expect(await theirs!.next('refused')).toMatchObject({ topic: 'board:UNITOWN' });
  await Promise.all([mine!.next('snapshot'), desk!.next('snapshot'), theirs!.next('snapshot')]);
  const held = await company.make('createBooking', {
    body: { ...SLOT, startsAt: '2026-11-26T10:00:00.000Z', endsAt: '2026-11-26T11:00:00.000Z' },
  });
  const changed = { data: { bookingId: held.body.id, state: 'held' } };
  expect(await mine!.next('booking.changed')).toMatchObject({ topic: 'me', ...changed });
  expect(await desk!.next('booking.changed')).toMatchObject(changed);
  expect(theirs!.events.filter(({ event }) => event !== 'ready')).toEqual([]);
  for (const phone of [mine, theirs, desk]) phone!.close();
});

test('nonsense and bad tokens are answered by name and harm nobody', async () => {
  const phone = await openPhone(world.running.port);
  phone.say({ auth: 'no token' });
  expect(await phone.next('refused')).toMatchObject({ code: 'auth.token_invalid' });
  phone.say({ shout: 'hello' });
  expect(await phone.next('refused')).toMatchObject({ code: 'request.malformed' });
  phone.say({ subscribe: ['me'] });
  expect(await phone.next('refused')).toMatchObject({ topic: 'me', code: 'access.forbidden' });
  phone.say({ ping: true });
  expect(await phone.next('pong')).toEqual({ event: 'pong' });
  phone.close();
});

test('notices come once for each change, in the reader’s language', async () => {
  const company = await signInAs(world.url, 'company');
  const operator = await signInAs(world.url, 'operator');
  const held = await company.make('createBooking', {
    body: { ...SLOT, startsAt: '2026-11-26T12:00:00.000Z', endsAt: '2026-11-26T13:00:00.000Z' },
  });
  const params = { id: held.body.id };
  await company.make('payBooking', { params, body: { accountFen: held.body.quote.totalFen } });
  const deadline = Date.now() + 5_000;
  const read = () => operator.call('listNotices', { language: 'en' });
  let notices = await read();
  while (notices.body.items.length === 0 && Date.now() < deadline) notices = await read();
  expect(notices.body).toMatchObject({ unread: 1 });
  expect(notices.body.items[0]).toMatchObject({
    kind: 'booking.requested',
    title: 'A booking waits for your approval',
    bookingId: params.id,
  });
  expect(notices.body.items[0]!.body).toContain('Thu 26 Nov, 20:00–21:00');
  expect((await operator.call('readNotices', { body: {} })).body).toEqual({ unread: 0 });
});
