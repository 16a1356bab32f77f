import fc from 'fast-check';
import { runBookingTimers } from '../../bff/src/features/bookings/index.ts';
import { expectAgreement, expectProof } from '../support/booking-model/agree.ts';
import {
  approve,
  block,
  book,
  cancel,
  commands,
  dispute,
  finish,
  lift,
  pass,
  pay,
  type Real,
  resolve,
  start,
  timers,
} from '../support/booking-model/commands.ts';
import { verdictOf } from '../support/booking-model/kernel.ts';
import { ENDED, type Model } from '../support/booking-model/model.ts';
import { openStage, type Stage } from '../support/booking-model/stage.ts';

const STEPS = Number(process.env['DAYI_MODEL_STEPS'] ?? 10_000);
/** The same steps every time; another number plays others. */
const SEED = Number(process.env['DAYI_MODEL_SEED'] ?? 1);
/** Several writing nodes, where they are there: the addresses of one database on each. */
const NODES = process.env['DAYI_MODEL_NODES']?.split(' ');
const LONGEST_RUN = 120;
const LONGEST_SEARCH_MS = 60_000;
const DAY = 86_400_000;
const MINUTE = 60_000;

let stage: Stage;

beforeAll(async () => {
  stage = await openStage(NODES);
});
afterAll(async () => {
  await stage.close();
});

/** Brings everything to its end, as time and crew do, and looks at what is left. */
async function bringToAnEnd(model: Model, { clock, kernel }: Real): Promise<void> {
  for (const one of model.list('in_use')) {
    expect(await verdictOf(kernel.finish(one.id))).toBe(model.finish(one));
  }
  for (const one of model.list('disputed')) {
    expect(await verdictOf(kernel.resolve(one.id, null))).toBe(model.resolve(one, null));
  }
  for (let round = 0; round < 2; round += 1) {
    clock.advance(40 * DAY);
    model.now += 40 * DAY;
    while ((await runBookingTimers(kernel.deps)) > 0);
    model.runTimers();
  }
  await expectAgreement(kernel.deps, model, kernel.planted);
  await expectProof(kernel.deps);
  expect([...model.bookings.values()].filter(({ state }) => !ENDED.includes(state))).toEqual([]);
  expect(model.grant.frozen).toBe(0);
}

test(`the kernel does what a simple model says, over ${STEPS} steps`, async () => {
  for (let seed = SEED * 1_000; stage.count.steps < STEPS; seed += 1) {
    await fc.assert(
      fc.asyncProperty(
        fc.commands(commands, { maxCommands: LONGEST_RUN, size: 'max' }),
        async (steps) => {
          const run = await stage.freshRun();
          await fc.asyncModelRun(() => run, steps);
          await bringToAnEnd(run.model, run.real);
        },
      ),
      // A long counterexample now says more than a short one after an hour.
      { numRuns: 5, seed, interruptAfterTimeLimit: LONGEST_SEARCH_MS },
    );
  }
  expect(stage.count.steps).toBeGreaterThanOrEqual(STEPS);
}, 3_600_000);

const slot = { day: 1, slot: 0, length: 1 };
const slot2 = { ...slot, day: 2 };

// Each of these once went wrong.
test.each([
  [
    'a slot is free again at once when an outage is lifted',
    [book('ann', 'one', slot), block('outage', 'one', slot), lift(), book('ann', 'one', slot)],
  ],
  [
    'a dispute that is none cannot be resolved',
    [book('ann', 'one', slot), pay(0), start(0), resolve(0, false)],
  ],
  [
    'nobody finishes what is disputed',
    [book('ann', 'two', slot2), pay(0), approve(0), start(0), finish(0), dispute(0), finish(0)],
  ],
  [
    'a slot is free at once when its hold is let go, and cools down when it ran out',
    [
      book('ann', 'one', slot),
      cancel(0),
      book('ann', 'one', slot),
      pass(10 * MINUTE + 5_000),
      timers(),
      book('ann', 'one', slot),
      book('bo', 'one', slot),
    ],
  ],
  [
    'an early finish frees the rest, and clean-up stays',
    [
      book('ann', 'one', { ...slot, length: 4 }),
      pay(0),
      pass(DAY),
      start(0),
      finish(0),
      book('bo', 'one', { ...slot, slot: 1, length: 2 }),
    ],
  ],
])('%s', async (_name, steps) => {
  const run = await stage.freshRun();
  await fc.asyncModelRun(() => run, steps);
  await bringToAnEnd(run.model, run.real);
});
