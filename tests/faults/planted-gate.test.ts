// The gate in Redis is never the truth: whatever lies in it, a slot is refused for seconds at most.
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { Grounds } from './attack.ts';
import { bookShot, type Slot } from './shots.ts';
import { expectWhole, settle, winnersOf } from './judge.ts';
import { newTally, note, printFigures } from './figures.ts';
import { openOneNode, type OneNode } from './one-node.ts';

const FREED_WITHIN_MS = 8_000;
const RUSHES = 8;
const CELL_MS = 15 * 60_000;
const STATION = '*{station:*}*';

let node: OneNode;
let grounds: Grounds;
let redis: Redis;
/** A key that the gate itself left, its cell, and its value. */
let sample: { key: string; cell: string; value: string };

const cellsOf = ({ startsAt }: Slot) => {
  const first = Date.parse(startsAt) / CELL_MS;
  return [0, 1, 2, 3].map((at) => String(first + at));
};

/** Books a slot and looks meanwhile which keys the gate uses for it; undefined where it was too quick. */
async function lookAtRush(): Promise<typeof sample | undefined> {
  const slot = grounds.raced.take();
  const [cell = ''] = cellsOf(slot);
  const shots = node.stage.tokens.map((_, person) => bookShot(node.stage, person, slot));
  const rush = { isOver: false };
  const firing = node.stage.client.fire(shots).finally(() => (rush.isOver = true));
  let found: typeof sample | undefined;
  while (found === undefined && !rush.isOver) {
    for (const key of await redis.keys(STATION)) {
      const value = key.includes(cell) ? await redis.get(key).catch(() => null) : null;
      if (value !== null) found = { key, cell, value };
    }
  }
  await grounds.letGo(winnersOf(shots, await settle(node.stage, shots, await firing)));
  return found;
}

async function learn(): Promise<typeof sample> {
  for (let rush = 0; rush < RUSHES; rush += 1) {
    const found = await lookAtRush();
    if (found !== undefined) return found;
  }
  throw new Error('the gate left no key to learn from');
}

beforeAll(async () => {
  node = await openOneNode();
  grounds = new Grounds(node.stage);
  redis = new Redis(node.redisUrl);
  sample = await learn();
}, 120_000);
afterAll(async () => {
  redis.disconnect();
  await node.stop();
  printFigures();
}, 60_000);
afterEach(async () => {
  await expectWhole(node.stage);
}, 90_000);

/** A mark of another holder that says it holds until then. */
const markUntil = (at: number) =>
  sample.value.replace(/^[^:]+/, 'stranger').replace(/\d{13}/, String(at));

const HOUR = 3_600_000;

test.each<[string, (key: string) => Promise<unknown>]>([
  ['what the gate once wrote, without an end', (key) => redis.set(key, sample.value)],
  ['words of nobody, without an end', (key) => redis.set(key, 'somebody')],
  ['a lease of an hour', (key) => redis.set(key, markUntil(Date.now() + HOUR), 'PX', HOUR)],
  [
    'a lease that claims to end in a year',
    (key) => redis.set(key, markUntil(Date.now() + 8_760 * HOUR)),
  ],
  [
    'a lease of the usual length, without an end',
    (key) => redis.set(key, markUntil(Date.now() + 5_000)),
  ],
  ['a number beyond all numbers', (key) => redis.set(key, `stranger:${'9'.repeat(400)}`)],
  ['a list', (key) => redis.rpush(key, 'a', 'b')],
  ['a hash', (key) => redis.hset(key, 'a', 'b')],
])('a slot is sold though its gate holds %s', async (name, plant) => {
  const slot = grounds.raced.take();
  for (const cell of cellsOf(slot)) await plant(sample.key.replace(sample.cell, cell));
  const plantedAt = Date.now();
  const tally = newTally();
  for (;;) {
    const shots = node.stage.tokens.map((_, person) => bookShot(node.stage, person, slot));
    const answers = await settle(node.stage, shots, await node.stage.client.fire(shots));
    tally.rounds += 1;
    tally.answers.push(...answers);
    const won = winnersOf(shots, answers);
    tally.winners += won.length;
    const waitedMs = Date.now() - plantedAt;
    if (won.length > 0) {
      tally.recoveries.push(waitedMs / 1000);
      await grounds.letGo(won);
      break;
    }
    if (waitedMs > FREED_WITHIN_MS) throw new Error('the slot is refused for ever');
    await sleep(250);
  }
  note(`gate holds ${name}`, tally);
  expect(tally.winners).toBe(1);
});
