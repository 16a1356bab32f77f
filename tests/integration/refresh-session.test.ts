import { Client, signInAs } from '../support/client.ts';
import { plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

const SECOND = 1_000;
const DAY = 24 * 3_600 * SECOND;

let world: World;

beforeAll(async () => {
  world = await createWorld({ startsAt: '2026-11-24T01:42:00.000Z', fill: plantSmallProvince });
});
afterAll(async () => {
  await world.stop();
});

const refresh = async (refreshToken: string) =>
  await new Client(world.url).call('refreshSession', { body: { refreshToken } });

const signIn = async () => (await signInAs(world.url, 'researcher')).refreshToken!;

async function expectLive(token: string): Promise<void> {
  const client = new Client(world.url);
  client.token = token;
  expect((await client.call('getMe')).status).toBe(200);
}

test('the same refresh token sent eight times at once gives every sender the same next one', async () => {
  const used = await signIn();
  const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(used)));
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(201));
  const [next, ...others] = new Set(answers.map(({ body }) => body.refreshToken));
  expect(others).toEqual([]);
  expect(next).toMatch(/^[\w-]{43}$/);
  expect(next).not.toBe(used);
  for (const { body } of answers) await expectLive(body.token);
});

test('a refresh whose answer was lost is asked again within a minute and goes on from there', async () => {
  const used = await signIn();
  const lost = await refresh(used);
  world.clock.advance(50 * SECOND);
  const again = await refresh(used);
  expect([again.status, again.body.refreshToken]).toEqual([201, lost.body.refreshToken]);
  expect(again.body.token).not.toBe(lost.body.token);
  await expectLive(again.body.token);
  expect((await refresh(again.body.refreshToken)).status).toBe(201);
});

test('a used refresh token is refused a minute after its use, and asking again buys no more time', async () => {
  const used = await signIn();
  const { body } = await refresh(used);
  world.clock.advance(40 * SECOND);
  expect((await refresh(used)).status).toBe(201);
  world.clock.advance(21 * SECOND);
  const late = await refresh(used);
  expect([late.status, late.problem.code]).toEqual([401, 'auth.token_invalid']);
  expect((await refresh(body.refreshToken)).status).toBe(201);
});

test('a used refresh token is refused as soon as the one after it was used', async () => {
  const used = await signIn();
  const { body } = await refresh(used);
  expect((await refresh(body.refreshToken)).status).toBe(201);
  expect((await refresh(used)).problem.code).toBe('auth.token_invalid');
});

test('after the sign-out neither the used refresh token nor the next one opens anything', async () => {
  const used = await signIn();
  const { body } = await refresh(used);
  const client = new Client(world.url);
  client.token = body.token;
  expect((await client.call('endSession')).status).toBe(204);
  expect((await refresh(used)).problem.code).toBe('auth.token_invalid');
  expect((await refresh(body.refreshToken)).problem.code).toBe('auth.token_invalid');
});

test('a session too old is refused, also for the refresh that was answered just before its end', async () => {
  const used = await signIn();
  world.clock.advance(30 * DAY - 20 * SECOND);
  const { status, body } = await refresh(used);
  expect(status).toBe(201);
  world.clock.advance(30 * SECOND);
  expect((await refresh(used)).problem.code).toBe('auth.token_invalid');
  expect((await refresh(body.refreshToken)).problem.code).toBe('auth.token_invalid');
});
