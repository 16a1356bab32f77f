// npm run bench [-- SCENARIO…] [--instruments N] [--seconds S]
// One JSON line and one readable row per scenario, always beside the reference in the same run.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import type { AnswerOf } from '@dayi/shared/contracts/index';
import { pathOf } from '@dayi/shared/routes/index';
import { type Scenario, SCENARIOS } from './scenarios.ts';
import { type Server, startProduct, startReference } from './servers.ts';

const CONNECTIONS = 16;
const WARM_UP_SECONDS = 2;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    instruments: { type: 'string', default: '8626' },
    seconds: { type: 'string', default: '8' },
  },
});

interface Measured {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  failed: number;
}

async function measure(url: string, paths: readonly string[], duration: number): Promise<Measured> {
  const result = await autocannon({
    url,
    duration,
    connections: CONNECTIONS,
    requests: paths.map((path) => ({ path })),
  });
  return {
    perSecond: Math.round(result.requests.average),
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    failed: result.non2xx + result.errors,
  };
}

async function runScenario(scenario: Scenario, product: Server, reference: Server, ids: string[]) {
  const seconds = Number(values.seconds);
  const paths = scenario.paths({ ids });
  await measure(product.url, paths, WARM_UP_SECONDS);
  const own = await measure(product.url, paths, seconds);
  const referencePaths = ids.map((id) => `/${id}`);
  await measure(reference.url, referencePaths, WARM_UP_SECONDS);
  const bare = await measure(reference.url, referencePaths, seconds);
  return {
    scenario: scenario.name,
    instruments: Number(values.instruments),
    connections: CONNECTIONS,
    ...own,
    reference: bare,
    ratio: Number((own.perSecond / bare.perSecond).toFixed(3)),
  };
}

async function sampleIds(product: Server): Promise<string[]> {
  const ids: string[] = [];
  for (const sort of ['relevance', 'price', 'rating', 'nextFree']) {
    const path = `${pathOf('listInstruments')}?limit=50&sort=${sort}`;
    const response = await fetch(new URL(path, product.url));
    const page = (await response.json()) as AnswerOf<'listInstruments'>;
    ids.push(...page.items.map(({ id }) => id));
  }
  return [...new Set(ids)];
}

const filled = spawnSync(
  process.execPath,
  ['--import', 'tsx', 'bff/src/cli/demo.ts', '--instruments', values.instruments],
  { stdio: ['ignore', 'ignore', 'inherit'] },
);
if (filled.status !== 0) process.exit(filled.status ?? 1);

const wanted = SCENARIOS.filter(
  ({ name }) => positionals.length === 0 || positionals.includes(name),
);
if (wanted.length === 0) {
  process.stderr.write(`Scenarios: ${SCENARIOS.map(({ name }) => name).join(', ')}\n`);
  process.exit(2);
}
const product = await startProduct();
const reference = await startReference();
const rows = [];
try {
  const ids = await sampleIds(product);
  for (const scenario of wanted) {
    const row = await runScenario(scenario, product, reference, ids);
    process.stdout.write(`${JSON.stringify(row)}\n`);
    rows.push({
      scenario: row.scenario,
      'per second': row.perSecond,
      'p50 ms': row.p50Ms,
      'p99 ms': row.p99Ms,
      failed: row.failed,
      'reference per second': row.reference.perSecond,
      ratio: row.ratio,
    });
  }
} finally {
  await Promise.all([product.stop(), reference.stop()]);
}
// eslint-disable-next-line no-console -- a table for people, on the terminal
console.table(rows);
