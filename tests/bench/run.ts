// npm run bench [-- SCENARIO…] [--instruments N] [--seconds S] [--holds N] [--postings N]
// DAYI_BENCH_FLAGS goes to the servers, such as --cpu-prof. One JSON line and one readable row per scenario, with its reference in the same run.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { createLifeCycle, type LifeCycle } from '../../bff/src/bootstrap/life-cycle.mjs';
import { openBookingStage } from './booking-stage.ts';
import { sampleIds } from './reads.ts';
import { peopleFor, type Scenario, SCENARIOS, type Wish } from './scenarios.ts';
import { startProduct, startReference } from './servers.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    instruments: { type: 'string', default: '8626' },
    seconds: { type: 'string', default: '8' },
    holds: { type: 'string', default: '2000' },
    postings: { type: 'string', default: '1000000' },
  },
});

type On<K> = Extract<Scenario, { on: K }>;
type Tell = (scenario: Scenario, row: Record<string, unknown>) => void;

async function runOnDemo(scenarios: readonly On<'demo'>[], wish: Wish, tell: Tell) {
  const args = ['bff/src/cli/demo.ts', '--instruments', values.instruments];
  const filled = spawnSync(
    process.execPath,
    ['--import', './bff/src/bootstrap/typescript.mjs', ...args],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  if (filled.status !== 0) throw new Error('the demo province was not filled');
  const product = await startProduct();
  const reference = await startReference();
  try {
    const ids = await sampleIds(product);
    for (const one of scenarios) tell(one, await one.run({ product, reference, ids }, wish));
  } finally {
    await Promise.all([product.stop(), reference.stop()]);
  }
}

async function runOnBookings(
  life: LifeCycle,
  scenarios: readonly On<'bookings'>[],
  wish: Wish,
  tell: Tell,
) {
  const stage = await openBookingStage(life, { instruments: 300, people: peopleFor(wish) });
  try {
    for (const one of scenarios) tell(one, await one.run(stage, wish));
  } finally {
    await stage.stop();
  }
}

const isOn =
  <K extends Scenario['on']>(on: K) =>
  (scenario: Scenario): scenario is On<K> =>
    scenario.on === on;

async function runAll(wanted: readonly Scenario[], wish: Wish, tell: Tell): Promise<void> {
  const life = createLifeCycle();
  try {
    const [demo, bookings] = [wanted.filter(isOn('demo')), wanted.filter(isOn('bookings'))];
    if (demo.length > 0) await runOnDemo(demo, wish, tell);
    if (bookings.length > 0) await runOnBookings(life, bookings, wish, tell);
    for (const one of wanted.filter(isOn('itself'))) tell(one, await one.run(wish));
  } finally {
    await life.stop();
  }
}

const isWanted = ({ name }: Scenario) => positionals.length === 0 || positionals.includes(name);
const wanted = SCENARIOS.filter(isWanted);
if (wanted.length === 0) {
  process.stderr.write(`${SCENARIOS.map(({ name, what }) => `${name}: ${what}`).join('\n')}\n`);
  process.exit(2);
}
const rows: Record<string, unknown>[] = [];
const wish = {
  seconds: Number(values.seconds),
  holds: Number(values.holds),
  postings: Number(values.postings),
};
await runAll(wanted, wish, ({ name }, row) => {
  process.stdout.write(`${JSON.stringify({ scenario: name, ...row })}\n`);
  const { reference, ...figures } = row as { reference?: { perSecond?: number } };
  rows.push({
    scenario: name,
    ...figures,
    ...(reference?.perSecond === undefined ? {} : { 'reference per second': reference.perSecond }),
  });
});
// eslint-disable-next-line no-console -- tables for people, on the terminal
for (const row of rows) console.table([row]);
