import type { ProblemCode } from '@dayi/shared/problems';
import { DateTime } from 'luxon';
import { expectBalanced, expectRefused } from '../support/bad-bookings.ts';
import { type Client, signInAs } from '../support/client.ts';
import { FrozenClock } from '../support/frozen-clock.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let operator: Client;

beforeAll(async () => {
  world = await createWorld({
    roles: 'web',
    fill: plantSmallProvince,
    changes: { clock: new FrozenClock('2027-03-20T08:00:00.000Z') },
  });
  operator = await signInAs(world.url, 'operator');
});
afterAll(async () => {
  await expectBalanced(world.deps);
  await world.stop();
});

const params = { id: INSTRUMENTS.free };
const BLOCK = {
  kind: 'outage',
  startsAt: '2027-03-23T07:00:00.000Z',
  endsAt: '2027-03-23T09:00:00.000Z',
  reason: '保养',
};

test.each<[string, Record<string, unknown>, ProblemCode, string[]]>([
  [
    'backwards',
    { endsAt: '2027-03-23T06:00:00.000Z' },
    'request.invalid',
    ['body.endsAt field.order'],
  ],
  [
    'of a nanosecond',
    { endsAt: '2027-03-23T07:00:00.000000001Z' },
    'request.invalid',
    ['body.endsAt field.order'],
  ],
  [
    'of 400 days',
    { endsAt: '2028-04-26T07:00:00.000Z' },
    'request.invalid',
    ['body.endsAt field.out_of_range'],
  ],
  [
    'to the year 2099',
    { endsAt: '2099-12-31T00:00:00.000Z' },
    'request.invalid',
    ['body.endsAt field.out_of_range'],
  ],
  [
    'that repeats before it has ended',
    { endsAt: '2027-03-31T07:00:00.000Z', weeks: 2 },
    'request.invalid',
    ['body.endsAt field.out_of_range'],
  ],
  ['for no week', { weeks: 0 }, 'request.invalid', ['body.weeks field.too_small']],
  ['for 53 weeks', { weeks: 53 }, 'request.invalid', ['body.weeks field.too_big']],
  ['off the cells', { startsAt: '2027-03-23T07:05:00.000Z' }, 'block.not_on_cells', []],
  ['in the past', { startsAt: '2027-03-19T07:00:00.000Z' }, 'block.not_on_cells', []],
  ['on a station of another', { stationIds: ['NOSUCH'] }, 'block.not_found', []],
  ['without a reason', { reason: ' ' }, 'request.invalid', ['body.reason field.too_small']],
])('a block %s is refused', async (_what, change, code, errors) => {
  await expectRefused(
    world.deps,
    (language) => operator.make('createBlock', { params, body: { ...BLOCK, ...change }, language }),
    code,
    errors,
  );
});

test('a weekly block stays at its hour of the wall clock when clocks change', async () => {
  await world.deps.db('units').where({ id: 'UNITOWN' }).update({ time_zone: 'Europe/Berlin' });
  const made = await operator.make('createBlock', { params, body: { ...BLOCK, weeks: 32 } });
  const walls = made.body.items.map(({ startsAt, endsAt }) =>
    [startsAt, endsAt].map((one) =>
      DateTime.fromISO(one, { zone: 'Europe/Berlin' }).toFormat('ccc HH:mm'),
    ),
  );
  expect(walls).toEqual(Array.from({ length: 32 }, () => ['Tue 08:00', 'Tue 10:00']));
  const utc = new Set(made.body.items.map(({ startsAt }) => startsAt.slice(11, 16)));
  expect(utc).toEqual(new Set(['07:00', '06:00']));
  const { body } = await operator.call('getCalendar', {
    params,
    query: { from: '2027-03-22T00:00:00.000Z', to: '2027-04-01T00:00:00.000Z' },
  });
  expect(body.busy.map(({ startsAt, endsAt }) => [startsAt, endsAt])).toEqual([
    ['2027-03-23T07:00:00.000Z', '2027-03-23T09:00:00.000Z'],
    ['2027-03-30T06:00:00.000Z', '2027-03-30T08:00:00.000Z'],
  ]);
});

test.each([
  ['an end 70 years on', { endsAt: '2097-01-01T00:00:00.000Z' }],
  ['a start long ago', { startsAt: '2000-01-01T00:00:00.000Z' }],
])('a booking is not moved to %s, nor does anyone wait for it', async (_what, change) => {
  const company = await signInAs(world.url, 'company');
  const held = await company.make('createBooking', {
    body: {
      instrumentId: INSTRUMENTS.twin,
      kind: 'time',
      startsAt: '2027-03-25T10:00:00.000Z',
      endsAt: '2027-03-25T11:00:00.000Z',
    },
  });
  const booking = { id: held.body.id };
  await company.make('payBooking', { params: booking, body: { accountFen: held.body.dueFen } });
  const startedAt = performance.now();
  for (const [who, more] of [
    [company, {}],
    [operator, { override: { reason: '加班' } }],
  ] as const) {
    await expectRefused(
      world.deps,
      (language) =>
        who.call('changeBooking', { params: booking, body: { ...change, ...more }, language }),
      'request.invalid',
      ['body.endsAt field.out_of_range'],
    );
  }
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});
