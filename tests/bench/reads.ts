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

export async function measure(url: string, paths: readonly string[], duration: number) {
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

export async function measureReads(stage: ReadStage, name: keyof typeof PATHS, seconds: number) {
  const { product, reference, ids } = stage;
  const paths = PATHS[name](ids);
  await measure(product.url, paths, WARM_UP_SECONDS);
  const own = await measure(product.url, paths, seconds);
  const referencePaths = ids.map((id) => `/${id}`);
  await measure(reference.url, referencePaths, WARM_UP_SECONDS);
  const bare = await measure(reference.url, referencePaths, seconds);
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
