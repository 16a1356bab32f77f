import { type Client, signInAs } from '../support/client.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let company: Client;

beforeAll(async () => {
  world = await createWorld({ startsAt: '2026-11-24T01:42:00.000Z', fill: plantSmallProvince });
  company = await signInAs(world.url, 'company');
});
afterAll(async () => {
  await world.stop();
});

const SLOT = { startsAt: '2026-11-28T06:00:00.000Z', endsAt: '2026-11-28T07:00:00.000Z' };

async function purse() {
  const me = await company.call('getMe');
  const grants = await company.call('listGrants');
  return [me.body.balances[0]!.balanceFen, grants.body.items[0]!.leftFen];
}

async function isFree(): Promise<boolean> {
  const calendar = await company.call('getCalendar', {
    params: { id: INSTRUMENTS.sem },
    query: { from: SLOT.startsAt, to: SLOT.endsAt },
  });
  return calendar.body.busy.length === 0;
}

test.each([
  [
    'rejected',
    async (id: string) => {
      const operator = await signInAs(world.url, 'operator');
      const body = { decision: 'reject' as const, reason: '样品不合适' };
      await operator.call('decideApproval', { params: { id }, body });
    },
  ],
  [
    'cancelled',
    async (id: string) => {
      await company.call('cancelBooking', { params: { id }, body: { reason: '计划有变' } });
    },
  ],
  [
    'cancelled',
    () => {
      world.clock.advance(48 * 3_600_000 + 1_000);
      return Promise.resolve();
    },
  ],
])('a request that ends %s gives back voucher, money and slot', async (state, end) => {
  const before = await purse();
  const held = await company.make('createBooking', {
    body: { instrumentId: INSTRUMENTS.sem, kind: 'time', ...SLOT },
  });
  const params = { id: held.body.id };
  const half = held.body.quote.totalFen / 2;
  const body = { voucherGrantId: 'VOUCHEROWN', voucherFen: half, accountFen: half };
  await company.make('payBooking', { params, body });
  expect(await purse()).toEqual(before.map((fen) => fen - half));
  await end(params.id);
  const deadline = Date.now() + 8_000;
  const read = async () => (await company.call('getBooking', { params })).body.state;
  while ((await read()) === 'requested' && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect([await read(), await purse(), await isFree()]).toEqual([state, before, true]);
  const auditor = await signInAs(world.url, 'auditor');
  expect((await auditor.call('proveLedger')).body.balanced).toBe(true);
});
