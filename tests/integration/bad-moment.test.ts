import { expectBalanced, expectRefused, snapshotOf } from '../support/bad-bookings.ts';
import { type Client, signInAs } from '../support/client.ts';
import { FrozenClock } from '../support/frozen-clock.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

const HOLD_MS = 600_000;
const ROUNDS = 12;

let world: World;
let clock: FrozenClock;
let company: Client;
let operator: Client;

beforeEach(async () => {
  clock = new FrozenClock('2026-11-24T01:42:00.000Z');
  world = await createWorld({ roles: 'web', fill: plantSmallProvince, changes: { clock } });
  company = await signInAs(world.url, 'company');
  operator = await signInAs(world.url, 'operator');
});
afterEach(async () => {
  await expectBalanced(world.deps);
  await world.stop();
});

async function hold(hour: number) {
  const startsAt = new Date(Date.parse('2026-11-25T00:00:00.000Z') + hour * 3_600_000);
  const { body } = await company.make('createBooking', {
    body: {
      instrumentId: INSTRUMENTS.free,
      kind: 'time',
      startsAt: startsAt.toISOString(),
      endsAt: new Date(startsAt.getTime() + 3_600_000).toISOString(),
    },
  });
  return { params: { id: body.id }, due: body.quote.totalFen };
}

const rowsOf = async (table: string, id: string) => {
  const column = table === 'booking_cells' ? 'owner_id' : 'booking_id';
  return (await world.deps.db(table).where({ [column]: id })).length;
};

test('a hold pays at its very end', async () => {
  const { params, due } = await hold(0);
  clock.advance(HOLD_MS);
  const paid = await company.make('payBooking', { params, body: { accountFen: due } });
  expect([paid.status, paid.body.booking.state]).toEqual([201, 'confirmed']);
});

test('a millisecond later it does not, and nothing is charged', async () => {
  const { params, due } = await hold(0);
  clock.advance(HOLD_MS + 1);
  await expectRefused(
    world.deps,
    (language) => company.make('payBooking', { params, body: { accountFen: due }, language }),
    'booking.hold_expired',
  );
  await expectRefused(
    world.deps,
    (language) => company.call('cancelBooking', { params, body: { reason: '试' }, language }),
    'booking.hold_expired',
  );
});

test('paid at once with two keys it is paid once', async () => {
  for (let hour = 0; hour < ROUNDS; hour += 1) {
    const { params, due } = await hold(hour);
    const voucher = { voucherGrantId: 'VOUCHEROWN', voucherFen: due / 2, accountFen: due / 2 };
    const answers = await Promise.all([
      company.make('payBooking', { params, body: voucher }),
      company.make('payBooking', { params, body: { accountFen: due } }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const loser = answers.find(({ status }) => status === 409)!;
    expect(loser.problem.code).toMatch(/^booking\.(nothing_due|state_conflict)$/);
    expect(await rowsOf('payments', params.id)).toBe(1);
    expect(await rowsOf('booking_cells', params.id)).toBe(4);
  }
});

test('cancelled while it starts, one of the two happens whole', async () => {
  for (let hour = 0; hour < ROUNDS; hour += 1) {
    const { params, due } = await hold(hour);
    await company.make('payBooking', { params, body: { accountFen: due } });
    const cancel = () => company.call('cancelBooking', { params, body: { reason: '不去了' } });
    const start = () => operator.call('startBooking', { params, body: {} });
    const [cancelled, started] =
      hour % 2 === 0
        ? await Promise.all([cancel(), start()])
        : await Promise.all([start(), cancel()]).then(([a, b]) => [b, a] as const);
    expect([cancelled.status, started.status].sort()).toEqual([200, 409]);
    const loser = cancelled.status === 409 ? cancelled : started;
    expect(loser.problem.code).toBe('booking.state_conflict');
    const { state } = (await company.call('getBooking', { params })).body;
    expect(state).toBe(cancelled.status === 200 ? 'cancelled' : 'in_use');
    expect(await rowsOf('booking_cells', params.id)).toBe(state === 'cancelled' ? 0 : 4);
    if (state === 'in_use') {
      await expectRefused(
        world.deps,
        (language) => company.call('cancelBooking', { params, body: { reason: '试' }, language }),
        'booking.state_conflict',
      );
      // A station serves one use at a time: the next round needs this one ended.
      clock.advance(60_000);
      await operator.call('finishBooking', { params, body: {} });
    }
  }
});

test('a step that was taken is not taken twice, nor back', async () => {
  const { params, due } = await hold(0);
  await company.make('payBooking', { params, body: { accountFen: due } });
  await company.call('cancelBooking', { params, body: { reason: '不去了' } });
  const before = await snapshotOf(world.deps);
  const answers = await Promise.all([
    company.make('payBooking', { params, body: { accountFen: due } }),
    company.call('cancelBooking', { params, body: { reason: '再取消' } }),
    operator.call('startBooking', { params, body: {} }),
    operator.call('finishBooking', { params, body: {} }),
    operator.call('decideApproval', { params, body: { decision: 'approve' } }),
    company.call('changeBooking', {
      params,
      body: { startsAt: '2026-11-26T00:00:00.000Z', endsAt: '2026-11-26T01:00:00.000Z' },
    }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([409, 409, 409, 409, 409, 409]);
  expect(await snapshotOf(world.deps)).toEqual(before);
});

test('a hold nobody paid is neither begun, approved nor finished', async () => {
  const { params } = await hold(0);
  const before = await snapshotOf(world.deps);
  const answers = await Promise.all([
    operator.call('startBooking', { params, body: {} }),
    operator.call('finishBooking', { params, body: {} }),
    operator.call('decideApproval', { params, body: { decision: 'approve' } }),
    company.call('acceptResult', { params }),
  ]);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([409]));
  expect(await snapshotOf(world.deps)).toEqual(before);
});
