// Many for one slot while things die. The short form runs with every test; `npm run test:faults` sets
// DAYI_FAULT_ROUNDS to the long one.
import { Grounds } from './attack.ts';
import { note, printFigures } from './figures.ts';
import { expectWhole } from './judge.ts';
import { openOneNode, type OneNode } from './one-node.ts';

const ROUNDS = Number(process.env['DAYI_FAULT_ROUNDS'] ?? 2);
/** Rounds in which a process dies take seconds each. */
const DEATHS = Math.ceil(ROUNDS / 4);

let node: OneNode;
let grounds: Grounds;

beforeAll(async () => {
  node = await openOneNode();
  grounds = new Grounds(node.stage);
}, 120_000);
afterAll(async () => {
  await node.stop();
  printFigures();
}, 60_000);
afterEach(async () => {
  await expectWhole(node.stage);
}, 90_000);

const LONG_MS = 600_000;

test(
  'of 64 who want one slot through two servers exactly one gets it',
  async () => {
    const tally = await grounds.run({ rounds: ROUNDS });
    note('plain race', tally);
    expect(tally.winners).toBe(ROUNDS);
    expect(new Set(tally.answers.map(({ status }) => status))).toEqual(new Set([201, 409]));
  },
  LONG_MS,
);

test(
  'the same while Redis is killed and comes back',
  async () => {
    const { redis } = node;
    const tally = await grounds.run({
      rounds: ROUNDS,
      strike: (round) => (round % 2 === 0 ? redis.kill() : redis.start()),
    });
    if (ROUNDS % 2 === 1) await redis.start();
    note('Redis killed and restarted', tally);
  },
  LONG_MS,
);

test(
  'the same while Redis hangs',
  async () => {
    const { redis } = node;
    const tally = await grounds.run({
      rounds: DEATHS,
      strike: () => {
        redis.pause();
      },
      heal: () => {
        redis.resume();
      },
    });
    note('Redis hangs', tally);
  },
  LONG_MS,
);

test(
  'the same while a server is killed',
  async () => {
    const victim = node.stage.servers[1]!;
    const tally = await grounds.run({
      rounds: DEATHS,
      strike: () => victim.kill(),
      heal: () => victim.start(),
    });
    note('server killed', tally);
  },
  LONG_MS,
);

test(
  'the same while MariaDB is killed and restarted',
  async () => {
    const { mariadb } = node;
    const tally = await grounds.run({
      rounds: DEATHS,
      strike: () => mariadb.kill(),
      heal: () => mariadb.start(),
    });
    note('MariaDB killed', tally);
  },
  LONG_MS,
);
