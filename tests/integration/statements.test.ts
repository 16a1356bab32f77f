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
  const detail = await statementsOf(() =>
    company.call('getInstrument', { params: { id: INSTRUMENTS.sem } }),
  );
  const list = await statementsOf(() => company.call('listInstruments', { query: { q: 'SEM' } }));
  const bookings = await statementsOf(() => company.call('listBookings'));
  const counts = [detail, list, bookings].map((statements) => statements.length);
  expect(counts.every((count) => count > 0 && count <= 6)).toBe(true);
});
