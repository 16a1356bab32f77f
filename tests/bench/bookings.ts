import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { pathOf } from '@dayi/shared/routes/index';
import { quantile } from '../faults/figures.ts';
import type { ShotAnswer } from '../support/volley.ts';
import { type BookingStage, CLIENTS, type Person, postShot, slotAt } from './booking-stage.ts';
import { captureHold, type HoldShape, newMarks, replayOf } from './hold-statements.ts';
import type { RawOrder } from './raw-holds.ts';
import { POOL } from './servers.ts';

const SPREAD = 200;
const HOT_ROUNDS = 200;
/** A server is warm after some thousands of requests; its first ones tell of compiling only. */
const HOT_WARM_UP = 60;
const RAW_RUSHES = 10;
const perSecond = (count: number, ms: number) => Math.round((count / ms) * 1_000);

/** Slots are numbered through the whole run, so that no two scenarios want the same one. */
let nextSlot = 0;
const takeSlots = (count: number) => {
  nextSlot += count;
  return nextSlot - count;
};

const madeOf = (answers: readonly ShotAnswer[]) => answers.filter(({ status }) => status === 201);

function holdShots(stage: BookingStage, people: readonly Person[], from: number) {
  const path = pathOf('createBooking');
  return people.map((person, nth) =>
    postShot(stage, nth % CLIENTS, person, path, {
      ...slotAt(stage, SPREAD, from + nth),
      kind: 'time',
    }),
  );
}

async function hold(stage: BookingStage, count: number) {
  const people = stage.takePeople(count);
  return await stage.client.fireTimed(holdShots(stage, people, takeSlots(count)));
}

interface RawResult {
  tookMs: number;
  failed: number;
  words: string;
}

async function holdRaw(stage: BookingStage, shape: HoldShape, count: number): Promise<RawResult> {
  const marks = newMarks(stage, SPREAD, stage.takePeople(count), takeSlots(count));
  const result = await sendRaw(stage, shape, marks);
  if (result.failed > 0) process.stderr.write(`raw: ${result.words}\n`);
  return result;
}

/** The driver alone, everyone at one slot after the other: of each rush one gets it. */
async function rushRaw(stage: BookingStage, shape: HoldShape): Promise<number> {
  const marks = Array.from({ length: RAW_RUSHES }, () => {
    const slot = slotAt(stage, SPREAD, takeSlots(1));
    return newMarks(stage, SPREAD, stage.takePeople(CLIENTS), 0).map((mark) => ({ ...mark, slot }));
  }).flat();
  const { failed, tookMs, words } = await sendRaw(stage, shape, marks);
  if (marks.length - failed !== RAW_RUSHES) throw new Error(`raw rush: ${failed} failed, ${words}`);
  return tookMs / RAW_RUSHES;
}

async function sendRaw(
  stage: BookingStage,
  shape: HoldShape,
  marks: ReturnType<typeof newMarks>,
): Promise<RawResult> {
  const order: RawOrder = {
    url: stage.config.databaseUrl,
    poolSize: Number(POOL),
    clients: CLIENTS,
    holds: marks.map((mark) => replayOf(shape, mark, stage.deps.newId)),
  };
  const child = spawn(
    process.execPath,
    ['--import', './bff/src/bootstrap/typescript.mjs', 'tests/bench/raw-holds.ts'],
    {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      serialization: 'advanced',
    },
  );
  child.send(order);
  const [result] = (await once(child, 'message')) as [RawResult];
  return result;
}

/** The two sides take turns, so that whatever else the machine does meets both. */
const TURNS = 4;

/** Holds spread over 200 instruments, against the driver alone sending the same statements. */
export async function measureSpread(stage: BookingStage, holds: number) {
  await hold(stage, 4 * CLIENTS);
  const learnt = stage.takePeople(2);
  const shape = await captureHold(stage, newMarks(stage, SPREAD, learnt, takeSlots(2)));
  const each = Math.ceil(holds / TURNS);
  const sum = { ownMs: 0, rawMs: 0, rawFailed: 0 };
  const answers: ShotAnswer[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const own = await hold(stage, each);
    const raw = await holdRaw(stage, shape, each);
    answers.push(...own.answers);
    sum.ownMs += own.tookMs;
    sum.rawMs += raw.tookMs;
    sum.rawFailed += raw.failed;
  }
  const made = madeOf(answers);
  const ms = made.map((answer) => answer.ms);
  const ownRate = perSecond(made.length, sum.ownMs);
  const rawRate = perSecond(answers.length - sum.rawFailed, sum.rawMs);
  return {
    holds: answers.length,
    perSecond: ownRate,
    p50Ms: quantile(ms, 0.5),
    p99Ms: quantile(ms, 0.99),
    failed: answers.length - made.length,
    statements: shape.statements.length,
    reference: { perSecond: rawRate, failed: sum.rawFailed },
    ratio: Number((ownRate / rawRate).toFixed(3)),
  };
}

/** Everyone wants one slot at once; the winner lets it go before the next round's slot. */
export async function measureHot(stage: BookingStage) {
  const learnt = stage.takePeople(2);
  const shape = await captureHold(stage, newMarks(stage, SPREAD, learnt, takeSlots(2)));
  const rawRushMs = await rushRaw(stage, shape);
  const people = stage.takePeople(CLIENTS);
  const answers: ShotAnswer[] = [];
  let rushesMs = 0;
  for (let round = 0; round < HOT_ROUNDS + HOT_WARM_UP; round += 1) {
    const slot = slotAt(stage, SPREAD, takeSlots(1));
    const path = pathOf('createBooking');
    const shots = people.map((person, nth) =>
      postShot(stage, nth, person, path, { ...slot, kind: 'time' }),
    );
    const volley = await stage.client.fire(shots);
    if (round >= HOT_WARM_UP) {
      answers.push(...volley);
      rushesMs += Math.max(...volley.map(({ ms }) => ms));
    }
    const winner = volley.findIndex(({ status }) => status === 201);
    const id = volley[winner]!.body!.id!;
    await stage.client.fireOne(
      postShot(stage, winner, people[winner]!, pathOf('cancelBooking', { id }), {
        reason: 'bench',
      }),
    );
  }
  const of = (status: number) => answers.filter((one) => one.status === status).map(({ ms }) => ms);
  return {
    rounds: HOT_ROUNDS,
    winners: of(201).length,
    losers: of(409).length,
    failed: answers.length - of(201).length - of(409).length,
    p50Ms: quantile(of(409), 0.5),
    p99Ms: quantile(of(409), 0.99),
    winnersP50Ms: quantile(of(201), 0.5),
    rushMs: Number((rushesMs / HOT_ROUNDS).toFixed(1)),
    reference: { rushMs: Number(rawRushMs.toFixed(1)) },
    ratio: Number((rawRushMs / (rushesMs / HOT_ROUNDS)).toFixed(3)),
  };
}

/** The whole way of a paid booking, everyone at the same step: quote, hold, pay. */
export async function measureQuoteHoldPay(stage: BookingStage, count: number) {
  const people = stage.takePeople(count);
  const from = takeSlots(count);
  const holds = holdShots(stage, people, from);
  const quotes = holds.map((shot) => ({ ...shot, path: pathOf('createQuote'), key: undefined }));
  const quoted = await stage.client.fireTimed(quotes);
  const held = await stage.client.fireTimed(holds);
  const pays = held.answers.flatMap(({ status, body }, nth) =>
    status === 201
      ? [
          postShot(stage, nth % CLIENTS, people[nth]!, pathOf('payBooking', { id: body!.id! }), {
            accountFen: body!.quote!.totalFen,
          }),
        ]
      : [],
  );
  const paid = await stage.client.fireTimed(pays);
  const done = madeOf(paid.answers).length;
  return {
    bookings: done,
    perSecond: perSecond(done, quoted.tookMs + held.tookMs + paid.tookMs),
    quotesPerSecond: perSecond(count, quoted.tookMs),
    holdsPerSecond: perSecond(count, held.tookMs),
    paysPerSecond: perSecond(done, paid.tookMs),
    p50Ms: quantile(
      paid.answers.map(({ ms }) => ms),
      0.5,
    ),
    failed: count - done,
  };
}
