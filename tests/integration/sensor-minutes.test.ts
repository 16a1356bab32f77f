import { extendPartitions } from '../../bff/src/features/sensors/use-cases/keep-partitions.ts';
import { keepMinutes } from '../../bff/src/features/sensors/use-cases/keep-minutes.ts';
import { signInAs } from '../support/client.ts';
import { currents, HOUR, MINUTE } from '../support/currents.ts';
import { clipSensor, keepReadings } from '../support/monitoring-stage.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

jest.setTimeout(120_000);

const NOW = Date.parse('2026-11-24T01:40:00.000Z');
const DAY = 24 * HOUR;
const ID = INSTRUMENTS.sem;
const iso = (ms: number) => new Date(ms).toISOString();

let world: World;

beforeAll(async () => {
  world = await createWorld({
    startsAt: iso(NOW),
    fill: async (deps) => {
      await plantSmallProvince(deps);
      await extendPartitions(deps);
      await clipSensor(deps, ID, { no: 7, at: new Date(NOW - 60 * DAY) });
      const stays = [
        { amperes: 2, minutes: 60 },
        { amperes: 4, minutes: 60 },
      ];
      const read = currents(stays, { from: NOW - 2 * HOUR, noise: 0 });
      // One reading more than its minute would have by itself, and a peak within it.
      await keepReadings(deps, 7, [...read, { at: NOW - 2 * HOUR + 61_234, amperes: 9 }]);
    },
  });
});
afterAll(async () => {
  await world.stop();
});

const pointsOf = async (step: number) => {
  // Signed in anew, since the clock goes on by months here.
  const operator = await signInAs(world.url, 'operator');
  const query = { from: iso(NOW - 2 * HOUR), to: iso(NOW), step };
  return (await operator.call('listReadings', { params: { id: ID }, query })).body.points;
};

test('the means of minutes say the same when the readings are gone, and for two years', async () => {
  const before = await pointsOf(600);
  expect(before).toHaveLength(12);
  await keepMinutes(world.deps);
  await keepMinutes(world.deps);
  await world.deps.db('sensor_readings').delete();
  world.clock.advance(40 * DAY);
  const after = await pointsOf(600);
  expect(after.map(([at]) => at)).toEqual(before.map(([at]) => at));
  after.forEach(([, mean, highest], index) => {
    expect(mean).toBeCloseTo(before[index]![1], 2);
    expect(highest).toBeCloseTo(before[index]![2], 2);
  });
  expect(Math.max(...after.map(([, , highest]) => highest))).toBe(9);
  world.clock.advance(26 * 31 * DAY);
  await keepMinutes(world.deps);
  expect(await pointsOf(600)).toEqual([]);
});

test('a minute is one row, however often it is written', async () => {
  world.clock.set(iso(NOW));
  const read = currents([{ amperes: 1, minutes: 2 }], { from: NOW - 10 * MINUTE });
  await keepReadings(world.deps, 7, read);
  await keepMinutes(world.deps);
  await keepMinutes(world.deps);
  const rows = (await world.deps
    .db('sensor_minutes')
    .where({ sensor_no: 7 })
    .where('minute', '>=', (NOW - 10 * MINUTE) / MINUTE)) as { readings: number }[];
  expect(rows.map(({ readings }) => readings)).toEqual([6, 6]);
});
