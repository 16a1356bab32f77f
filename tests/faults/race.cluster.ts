// npm run test:cluster: writers on three Galera nodes at once, before a Redis Cluster.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../bff/src/infra/database.ts';
import type { KillableServer } from '../support/killable.ts';
import { Grounds } from './attack.ts';
import { newTally, note, printFigures } from './figures.ts';
import { expectKept, expectWhole, liveAt, winnersOf } from './judge.ts';
import { openManyNodes, type ManyNodes } from './many-nodes.ts';
import { bookShot, payShot } from './shots.ts';

const ROUNDS = Number(process.env['DAYI_FAULT_ROUNDS'] ?? 5);
const RECLAIMS = ROUNDS * 5;
const LONG_MS = 1_200_000;

let nodes: ManyNodes;
let grounds: Grounds;

beforeAll(async () => {
  nodes = await openManyNodes();
  grounds = new Grounds(nodes.stage);
}, 240_000);
afterAll(async () => {
  await nodes.stop();
  printFigures();
}, 120_000);
afterEach(async () => {
  await expectWhole(nodes.stage);
  await expectEqualNodes(nodes.stage.databases);
}, 90_000);

async function checksums(db: Database): Promise<string> {
  const [tables] = (await db.raw('show tables')) as [Record<string, string>[]];
  const names = tables.flatMap((row) => Object.values(row));
  const [rows] = (await db.raw(`checksum table ${names.join(', ')}`)) as [
    { Table: string; Checksum: number }[],
  ];
  return JSON.stringify(rows);
}

/** Workers go on writing, so the nodes are looked at until they are seen equal. */
async function expectEqualNodes(databases: readonly Database[]): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const [first, ...others] = await Promise.all(databases.map(checksums));
    if (others.every((other) => other === first)) return;
    if (Date.now() > deadline) throw new Error('the nodes hold different data');
    await sleep(100);
  }
}

test(
  'of 64 who want one slot through servers on three writing nodes exactly one gets it',
  async () => {
    const tally = await grounds.run({ rounds: ROUNDS });
    note('three writing nodes', tally);
    expect(tally.winners).toBe(ROUNDS);
  },
  LONG_MS,
);

const GRACE_MS = 5_000;
const OVERDUE_MS = GRACE_MS + 500;
const BEHIND_MS = 8_000;

/**
 * A hold that is reclaimable by the clock of one node and still payable by the clock of another, which
 * is the only way that both can be tried: wanted and paid in one moment.
 */
async function reclaimAgainstPayer(late: KillableServer, round: number) {
  const { stage } = nodes;
  const [owner, booker] = [round % 32, 32 + (round % 32)];
  const slot = grounds.raced.take();
  const hold = bookShot(stage, owner, slot);
  const [held] = winnersOf([hold], await grounds.fireAndSettle([hold]));
  const expired = new Date(Date.now() - OVERDUE_MS);
  await stage.databases[round % 3]!('bookings')
    .where({ id: held!.id })
    .update({ hold_expires_at: expired });
  const book = {
    ...bookShot(stage, booker, slot),
    origin: stage.servers[round % 2 === 0 ? 0 : 2]!.url,
  };
  const pay = { ...payShot(stage, owner, held!.id, held!.totalFen), origin: late.url };
  const after = async (ms: number, shot: typeof book) => {
    await sleep(ms);
    return (await grounds.fireAndSettle([shot]))[0]!;
  };
  const [booked, paid] = await Promise.all([
    after(Math.random() * 10, book),
    after(Math.random() * 10, pay),
  ]);
  const live = await liveAt(stage.databases[1]!, slot);
  expect([booked.status, paid.status].filter((status) => status === 201).length).toBeLessThan(2);
  if (paid.status === 201) {
    expect(live.map(({ id }) => id)).toEqual([held!.id]);
    await expectKept(stage, [held!], ['confirmed']);
  }
  if (booked.status === 201) {
    const won = winnersOf([book], [booked]);
    expect(live.map(({ id }) => id)).toEqual(won.map(({ id }) => id));
    await grounds.letGo(won);
  }
  return { booked, paid };
}

test(
  'an ended hold goes to the booker on one node or to its late payer on another, never to both',
  async () => {
    const late = await nodes.stage.addServer(1, {
      DAYI_ROLES: 'web',
      NODE_OPTIONS: `--import=./tests/support/late-clock.mjs`,
      LATE_CLOCK_MS: String(BEHIND_MS),
    });
    const tally = newTally();
    const outcomes = { booked: 0, paid: 0, neither: 0 };
    for (let round = 0; round < RECLAIMS; round += 1) {
      const { booked, paid } = await reclaimAgainstPayer(late, round);
      tally.rounds += 1;
      tally.answers.push(booked, paid);
      outcomes[booked.status === 201 ? 'booked' : paid.status === 201 ? 'paid' : 'neither'] += 1;
    }
    tally.winners = outcomes.booked + outcomes.paid;
    note(`reclaim against late payer ${JSON.stringify(outcomes)}`, tally);
    await late.kill();
  },
  LONG_MS,
);
