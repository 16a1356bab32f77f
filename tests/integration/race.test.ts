import { signInAs } from '../support/client.ts';
import { INSTRUMENTS, plantSmallProvince, topUp } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;

beforeAll(async () => {
  world = await createWorld({ startsAt: '2026-11-24T01:42:00.000Z', fill: plantSmallProvince });
});
afterAll(async () => {
  await world.stop();
});

const slotAt = (instrumentId: string, hour: number, minutes = 60) => {
  const startsAt = new Date(Date.UTC(2026, 10, 27, hour));
  return {
    instrumentId,
    kind: 'time' as const,
    startsAt: startsAt.toISOString(),
    endsAt: new Date(startsAt.getTime() + minutes * 60_000).toISOString(),
  };
};

test('of many who want one slot exactly one gets it, round after round', async () => {
  const people = await Promise.all(
    ['researcher', 'researcher-2', 'company', 'company-2'].map((name) => signInAs(world.url, name)),
  );
  for (let round = 0; round < 10; round += 1) {
    const body = slotAt(INSTRUMENTS.sem, round, 60);
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        people[index % people.length]!.make('createBooking', { body }),
      ),
    );
    const won = answers.filter(({ status }) => status === 201);
    const lost = answers.filter(({ status }) => status !== 201);
    expect(won).toHaveLength(1);
    expect(new Set(lost.map(({ problem }) => problem.code))).toEqual(
      new Set(['booking.slot_taken']),
    );
    const winner = people[answers.indexOf(won[0]!) % people.length]!;
    await winner.call('cancelBooking', { params: { id: won[0]!.body.id }, body: { reason: '试' } });
  }
});

test('two stations take two bookings of one slot, and no third', async () => {
  const people = await Promise.all(
    ['researcher', 'researcher-2', 'company', 'company-2'].map((name) => signInAs(world.url, name)),
  );
  const body = slotAt(INSTRUMENTS.twin, 3);
  const answers = await Promise.all(people.map((one) => one.make('createBooking', { body })));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409]);
  const stations = answers.flatMap(({ status, body: made }) =>
    status === 201 ? [made.stationId] : [],
  );
  expect(new Set(stations).size).toBe(2);
});

test('a person holds three slots at most, however fast they tap', async () => {
  const researcher = await signInAs(world.url, 'researcher-foreign');
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      researcher.make('createBooking', { body: slotAt(INSTRUMENTS.free, index) }),
    ),
  );
  const made = answers.filter(({ status }) => status === 201);
  expect(made).toHaveLength(3);
  const refusal = answers.find(({ status }) => status === 422)!;
  expect(refusal.problem.errors![0]!.code).toBe('booking.too_many_holds');
});

test('an account is never overdrawn by payments at once', async () => {
  const company = await signInAs(world.url, 'company-2');
  const due = 36_000 + 10_000;
  const holds = [];
  for (const hour of [20, 21]) {
    const held = await company.make('createBooking', { body: slotAt(INSTRUMENTS.free, hour) });
    holds.push(held.body.id);
  }
  // Leave enough for one of the two.
  const me = await company.call('getMe');
  const account = me.body.balances.find(({ unitId }) => unitId === 'UNITOWN')!;
  await topUp(
    world.deps,
    { kind: 'company', id: 'COMPANYSIBLING' },
    'UNITOWN',
    -(account.balanceFen - due - 1),
  );
  const paid = await Promise.all(
    holds.map((id) => company.make('payBooking', { params: { id }, body: { accountFen: due } })),
  );
  expect(paid.map(({ status }) => status).sort()).toEqual([201, 422]);
  expect(paid.find(({ status }) => status === 422)!.problem.code).toBe('payment.balance_short');
  const auditor = await signInAs(world.url, 'auditor');
  expect((await auditor.call('proveLedger')).body.balanced).toBe(true);
});

test('a hold ends by itself: the slot is free again, and its owner must wait', async () => {
  const first = await signInAs(world.url, 'researcher');
  const second = await signInAs(world.url, 'researcher-2');
  const body = slotAt(INSTRUMENTS.sem, 12);
  const held = await first.make('createBooking', { body });
  world.clock.advance(10 * 60_000 + 1_000);
  const late = await first.make('payBooking', {
    params: { id: held.body.id },
    body: { accountFen: held.body.quote.totalFen },
  });
  expect(late.problem.code).toBe('booking.hold_expired');
  const again = await first.make('createBooking', { body });
  expect(again.problem.errors!.map(({ code }) => code)).toContain('booking.cooling_down');
  world.clock.advance(10_000);
  const other = await second.make('createBooking', { body });
  expect(other.status).toBe(201);
  const shown = await first.call('getBooking', { params: { id: held.body.id } });
  expect(shown.body.state).toBe('expired');
});
