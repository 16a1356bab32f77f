import { signInAs } from '../support/client.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;

beforeAll(async () => {
  world = await createWorld({
    startsAt: '2026-11-24T01:42:00.000Z',
    fill: plantSmallProvince,
    roles: 'web',
  });
});
afterAll(async () => {
  await world.stop();
});

async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const seen: string[] = [];
  const listen = ({ sql }: { sql: string }) => void seen.push(sql);
  world.deps.db.on('query', listen);
  await work();
  world.deps.db.removeListener('query', listen);
  return seen;
}

/** What one request asks from its idempotency key on, without BEGIN and COMMIT. */
const counted = (statements: readonly string[]): number =>
  statements.filter((sql) => !/^(begin|commit)|`sessions`/i.test(sql)).length;

const SLOT = {
  kind: 'time' as const,
  startsAt: '2026-11-26T06:00:00.000Z',
  endsAt: '2026-11-26T07:00:00.000Z',
};

test('detail, list and my bookings take six statements at most', async () => {
  const company = await signInAs(world.url, 'company');
  for (const instrumentId of [INSTRUMENTS.sem, INSTRUMENTS.free]) {
    const held = await company.make('createBooking', { body: { ...SLOT, instrumentId } });
    await company.make('payBooking', {
      params: { id: held.body.id },
      body: { accountFen: held.body.quote.totalFen },
    });
  }
  // A server opens its search when it starts.
  await company.call('listInstruments', { query: { q: 'XRD' } });
  const detail = await statementsOf(() =>
    company.call('getInstrument', { params: { id: INSTRUMENTS.sem } }),
  );
  // A look at what has changed goes along with one search of a second, not with every one.
  const lists: string[][] = [];
  for (const q of ['SEM', 'TEM', 'NMR']) {
    lists.push(await statementsOf(() => company.call('listInstruments', { query: { q } })));
  }
  const [list = []] = lists.sort((a, b) => a.length - b.length);
  const bookings = await statementsOf(() => company.call('listBookings'));
  for (const statements of [detail, list, bookings]) {
    expect(statements).not.toHaveLength(0);
    expect(statements.slice(6)).toEqual([]);
  }
});

test.each([
  ['researcher', 0],
  ['company', 10_000],
])('a hold of %s takes eight statements at most, its payment fourteen', async (persona, fen) => {
  const someone = await signInAs(world.url, persona);
  const counts: number[][] = [];
  for (const day of ['27', '28']) {
    const body = {
      instrumentId: INSTRUMENTS.free,
      kind: 'time' as const,
      startsAt: `2026-11-${day}T0${persona.length - 5}:00:00.000Z`,
      endsAt: `2026-11-${day}T0${persona.length - 4}:00:00.000Z`,
    };
    const answers: { status: number; body: { id: string; quote: { totalFen: number } } }[] = [];
    const hold = await statementsOf(async () => {
      answers.push(await someone.make('createBooking', { body }));
    });
    const held = answers[0]!.body;
    const voucher = fen === 0 ? {} : { voucherGrantId: 'VOUCHEROWN', voucherFen: fen };
    const parts = { ...voucher, accountFen: held.quote.totalFen - fen };
    const pay = await statementsOf(async () => {
      const paid = await someone.make('payBooking', { params: { id: held.id }, body: parts });
      expect(paid.status).toBe(201);
    });
    counts.push([counted(hold), counted(pay)]);
  }
  // The first payment of a process learns the ids of the accounts it meets.
  const [, [hold, pay] = []] = counts;
  expect(hold).toBeLessThanOrEqual(8);
  expect(pay).toBeLessThanOrEqual(14);
});

test('the week of a whole unit takes three statements at most', async () => {
  const company = await signInAs(world.url, 'company');
  const query = {
    unitId: 'UNITOWN',
    from: '2026-11-23T00:00:00.000Z',
    to: '2026-11-30T00:00:00.000Z',
  };
  const answers: { status: number; body: { items: unknown[] } }[] = [];
  const statements = await statementsOf(async () => {
    answers.push(await company.call('listCalendars', { query }));
  });
  expect(answers[0]!.body.items.length).toBeGreaterThan(1);
  expect(statements.length).toBeLessThanOrEqual(3);
});
