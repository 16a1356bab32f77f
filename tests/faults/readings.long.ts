// Sensors read on while what carries their readings is killed. Part of `npm run test:faults` only: silence takes minutes.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Killable } from '../support/killable.ts';
import { eventually } from '../support/eventually.ts';
import { isWhole, lostOf, readTold } from './readings-judge.ts';
import { type Load, startLoad } from './readings-load.ts';
import { openReadingsStage, type ReadingsStage } from './readings-stage.ts';

const ROUNDS = Math.ceil(Number(process.env['DAYI_FAULT_ROUNDS'] ?? 8) / 8);
const AWAY_MS = 2_500;
const BETWEEN_MS = 4_000;
/** From the first missed reading until everyone knows of a silence of 180 s. */
const SILENCE_MS = 205_000;
/** A classifier that died holds its lease for ten seconds more. */
const RECOVERY_MS = 60_000;

let stage: ReadingsStage;
let load: Load;

beforeAll(async () => {
  stage = await openReadingsStage();
}, 240_000);
afterAll(async () => {
  await stage.stop();
}, 60_000);

/** One after the other; the last time all that could hold what is not durable yet dies while nothing can be stored. */
const victims = (): Killable[][] => {
  const { broker, embedded, mariadb, outside, redis } = stage;
  return [[redis], [mariadb], [embedded], [outside], [broker], [mariadb, embedded, outside]];
};

test('no acknowledged reading is lost or counted twice, states are right after it, and only silence is offline', async () => {
  load = startLoad(stage);
  await sleep(5_000);
  const began = Date.now();
  load.hush(true);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const together of victims()) {
      for (const victim of together) {
        await victim.kill();
        await sleep(AWAY_MS);
      }
      for (const victim of together) await victim.start();
      await sleep(BETWEEN_MS);
    }
  }
  if (ROUNDS > 1) await sleep(Math.max(0, SILENCE_MS - (Date.now() - began)));
  load.hush(false);
  load.settle();
  await sleep(15_000);
  await load.stop();

  const { acknowledged } = load;
  let told = await readTold(stage.db);
  await eventually(
    async () => {
      told = await readTold(stage.db);
      return [...told.values()].every(({ expected, state }) => state === expected.state);
    },
    { withinMs: RECOVERY_MS, what: 'states are not what the readings say' },
  );
  const lost = lostOf(acknowledged, told);
  process.stdout.write(
    `${JSON.stringify({
      attack: 'readings while everything is killed',
      rounds: ROUNDS,
      acknowledged: acknowledged.length,
      lost: lost.length,
      offline: [...told.values()].filter(({ offline }) => offline.length > 0).length,
    })}\n`,
  );
  expect(lost).toEqual([]);
  expect(new Set(acknowledged.map(({ path }) => path)).size).toBe(3);
  for (const one of told.values()) {
    expect([one.code, one.offline]).toEqual([one.code, one.expected.offline]);
    expect([one.code, isWhole(one)]).toEqual([one.code, true]);
  }
  if (ROUNDS > 1) {
    const silent = [...told.values()].filter(({ offline }) => offline.length > 0);
    expect(silent.length).toBeGreaterThan(3);
    expect(silent.length).toBeLessThan(15);
  }
}, 900_000);
