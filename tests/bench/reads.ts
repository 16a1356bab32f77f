import autocannon from 'autocannon';
import type { AnswerOf } from '@dayi/shared/contracts/index';
import { pathOf } from '@dayi/shared/routes/index';
import type { Server } from './servers.ts';

export const CONNECTIONS = 16;
const WARM_UP_SECONDS = 2;

/** The product over the demo province, and a bare route with one SELECT over the same. */
export interface ReadStage {
  product: Server;
  reference: Server;
  /** Ids of instruments, spread over the catalogue. */
  ids: readonly string[];
}

const WORDS = [
  'SEM',
  '扫描电镜',
  'Bruker',
  '质谱',
  'XRD',
  '杭州',
  '显微镜',
  'Agilent',
  '宁波 核磁',
];

/** What each reading scenario asks the product for; the reference always answers its one SELECT. */
export const PATHS = {
  'instrument-detail': (ids: readonly string[]) => ids.map((id) => pathOf('getInstrument', { id })),
  'instrument-list': () => [pathOf('listInstruments')],
  'instrument-search': () =>
    WORDS.map((q) => `${pathOf('listInstruments')}?q=${encodeURIComponent(q)}`),
} as const;

/** A server and what it is asked for. */
export interface Side {
  url: string;
  paths: readonly string[];
}

/** Machines change their speed from one moment to the next: what is compared takes turns. */
const TURNS = 6;

async function ask({ url, paths }: Side, duration: number) {
  return await autocannon({
    url,
    duration,
    connections: CONNECTIONS,
    requests: paths.map((path) => ({ path })),
  });
}

const middle = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Asks each side in turn, `seconds` in all for each. Latencies are those of the middle turn. */
export async function measureInTurns<K extends string>(sides: Record<K, Side>, seconds: number) {
  const named = Object.entries<Side>(sides) as [K, Side][];
  for (const [, side] of named) await ask(side, WARM_UP_SECONDS);
  const turns: Record<K, Awaited<ReturnType<typeof ask>>>[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const asked = [];
    for (const [name, side] of named) asked.push([name, await ask(side, seconds / TURNS)] as const);
    turns.push(Object.fromEntries(asked) as (typeof turns)[number]);
  }
  const sumUp = (name: K) => {
    const all = turns.map((turn) => turn[name]);
    const answered = all.reduce((sum, { requests }) => sum + requests.total, 0);
    const lasted = all.reduce((sum, { duration }) => sum + duration, 0);
    return {
      perSecond: Math.round(answered / lasted),
      p50Ms: middle(all.map(({ latency }) => latency.p50)),
      p99Ms: middle(all.map(({ latency }) => latency.p99)),
      failed: all.reduce((sum, { non2xx, errors }) => sum + non2xx + errors, 0),
    };
  };
  return Object.fromEntries(named.map(([name]) => [name, sumUp(name)])) as Record<
    K,
    ReturnType<typeof sumUp>
  >;
}

export async function measureReads(stage: ReadStage, name: keyof typeof PATHS, seconds: number) {
  const { product, reference, ids } = stage;
  const { own, bare } = await measureInTurns(
    {
      own: { url: product.url, paths: PATHS[name](ids) },
      bare: { url: reference.url, paths: ids.map((id) => `/${id}`) },
    },
    seconds,
  );
  return {
    connections: CONNECTIONS,
    ...own,
    reference: bare,
    ratio: Number((own.perSecond / bare.perSecond).toFixed(3)),
  };
}

export async function sampleIds(product: Server): Promise<string[]> {
  const ids: string[] = [];
  for (const sort of ['relevance', 'price', 'rating', 'nextFree']) {
    const path = `${pathOf('listInstruments')}?limit=50&sort=${sort}`;
    const response = await fetch(new URL(path, product.url));
    const page = (await response.json()) as AnswerOf<'listInstruments'>;
    ids.push(...page.items.map(({ id }) => id));
  }
  return [...new Set(ids)];
}
