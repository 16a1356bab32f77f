import { pino } from 'pino';
import type { Deps } from '../../bff/src/deps.ts';
import { ledgerTasks, scheduleLedgerJobs } from '../../bff/src/features/ledger/index.ts';
import { runDueTasks } from '../../bff/src/infra/tasks.ts';
import { Client } from '../support/client.ts';
import { plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let deps: Deps;
let logged: Record<string, unknown>[];

beforeAll(async () => {
  const logger = pino(
    { level: 'error' },
    { write: (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>) },
  );
  world = await createWorld({
    roles: 'web',
    startsAt: '2026-11-24T01:42:00.000Z',
    fill: plantSmallProvince,
    changes: { logger },
  });
  ({ deps } = world);
  await scheduleLedgerJobs(deps, deps.clock.now());
});
afterAll(async () => {
  await world.stop();
});
beforeEach(() => {
  logged = [];
});

const prove = () => runDueTasks(deps, 'me', ledgerTasks);

async function gauges(): Promise<Record<string, number>> {
  const { body } = await new Client(world.url).call('metrics');
  return Object.fromEntries(
    String(body)
      .split('\n')
      .filter((line) => line.startsWith('dayi_ledger'))
      .map((line) => [line.split(' ')[0], Number(line.split(' ')[1])]),
  );
}

test('nothing is said of a ledger that was never proved', async () => {
  expect(await gauges()).toEqual({});
});

test('a proof that holds is told to Prometheus with its time, and logs nothing', async () => {
  expect(await prove()).toBe(1);
  const { dayi_ledger_balanced: balanced, ...rest } = await gauges();
  expect(balanced).toBe(1);
  const provedAt = rest['dayi_ledger_proved_timestamp_seconds']! * 1_000;
  expect(Math.abs(provedAt - deps.clock.now().getTime())).toBeLessThan(60_000);
  expect(logged).toEqual([]);
});

test('the next proof comes at three in the night, and one a night', async () => {
  const dueAt = () =>
    deps.db('tasks').where({ kind: 'ledger.prove', done_at: null }).pluck('due_at');
  expect(await dueAt()).toEqual([new Date('2026-11-24T19:00:00.000Z')]);
  expect(await prove()).toBe(0);
  world.clock.set('2026-11-24T19:00:00.500Z');
  expect(await prove()).toBe(1);
  expect(await dueAt()).toEqual([new Date('2026-11-25T19:00:00.000Z')]);
});

test('a fen that is missing is logged by name, and told until it is mended', async () => {
  const shift = (fen: number) =>
    deps.db('ledger_balances').where('balance_fen', '>', 0).limit(1).increment('balance_fen', fen);
  await shift(-1);
  world.clock.set('2026-11-25T19:00:00.500Z');
  await prove();
  expect(await gauges()).toMatchObject({ dayi_ledger_balanced: 0 });
  expect(logged).toMatchObject([
    {
      msg: 'the ledger does not balance',
      differences: [{ check: 'balance', expectedFen: 1_000_000, foundFen: 999_999 }],
    },
  ]);
  await shift(1);
  world.clock.set('2026-11-26T19:00:00.500Z');
  await prove();
  expect(await gauges()).toMatchObject({ dayi_ledger_balanced: 1 });
  expect(logged).toHaveLength(1);
});
