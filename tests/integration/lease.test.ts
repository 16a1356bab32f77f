import {
  leaveLease,
  LeaseLost,
  renewLease,
  takeLease,
  underLease,
} from '../../bff/src/infra/lease.ts';
import { writeStates } from '../../bff/src/features/monitoring/states-repository.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld({ roles: 'web' });
});
afterAll(async () => {
  await world.stop();
});

const take = (owner: string) => takeLease(world.deps, { name: 'work', owner, forMs: 10_000 });
const write = (epoch: number) =>
  world.deps.db.transaction((trx) => underLease(trx, { name: 'work', epoch }));

test('a lease has one owner, and whoever was it before can write no more', async () => {
  const taken = await Promise.all(['a', 'b', 'c'].map(take));
  expect(taken.filter((epoch) => epoch !== null)).toEqual([1]);
  await write(1);
  expect(await renewLease(world.deps, { name: 'work', epoch: 1 }, 10_000)).toBe(true);
  world.clock.advance(10_001);
  expect(await take('d')).toBe(2);
  await expect(write(1)).rejects.toThrow(LeaseLost);
  await write(2);
  expect(await renewLease(world.deps, { name: 'work', epoch: 1 }, 10_000)).toBe(false);
  await leaveLease(world.deps, { name: 'work', epoch: 1 });
  expect(await take('e')).toBeNull();
  await leaveLease(world.deps, { name: 'work', epoch: 2 });
  expect(await take('e')).toBe(3);
});

test('a state that a later owner wrote is not written over by an earlier one', async () => {
  const state = (amperes: number) => ({
    instrumentId: 'INSTRUMENT',
    unitId: 'UNIT',
    now: { state: 'on' as const, confidence: 1, since: 1_000, amperes },
    lastReadingAt: 1_000,
    modelVersion: 1,
    memory: '{}',
  });
  const { db } = world.deps;
  await writeStates(db, 5, [state(5)]);
  await writeStates(db, 4, [state(4)]);
  expect(await db('run_states').first()).toMatchObject({ amperes: 5, epoch: 5 });
  await writeStates(db, 6, [state(6)]);
  expect(await db('run_states').first()).toMatchObject({ amperes: 6, epoch: 6 });
});
