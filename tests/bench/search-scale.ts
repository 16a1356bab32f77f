import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { pathOf } from '@dayi/shared/routes/index';
import type { AnswerOf } from '@dayi/shared/contracts/index';
import { readConfig } from '../../bff/src/config.ts';
import type { Deps } from '../../bff/src/deps.ts';
import { openSearch, refreshDocuments } from '../../bff/src/features/search/index.ts';
import { countFacets } from '../../bff/src/features/search/domain/facets.ts';
import { type Order, rank } from '../../bff/src/features/search/domain/rank.ts';
import { createDeps } from '../../bff/src/main.ts';
import { QUESTIONS } from './questions.ts';
import { type Server, startProduct } from './servers.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const ROUNDS = 25;
const MEGABYTE = 2 ** 20;

/** Copies the demo province's instruments and documents until there are so many. */
async function multiply({ db }: Deps, wanted: number): Promise<number> {
  const columnsOf = async (table: string) =>
    Object.keys(await db(table).columnInfo()).filter((name) => !name.includes('deleted'));
  const copy = async (table: string, changes: Record<string, string>, round: number) => {
    const columns = await columnsOf(table);
    const values = columns.map((name) => changes[name] ?? `t.\`${name}\``);
    await db.raw(
      `insert into ${table} (${columns.map((name) => `\`${name}\``).join(', ')})
       select ${values.join(', ')} from ${table} t
         join demo_ids d on d.id = t.${table === 'instruments' ? 'id' : 'instrument_id'}
        where d.place <= ?`,
      [wanted - round * (await countOf('demo_ids'))],
    );
  };
  const countOf = async (table: string) =>
    Number((await db(table).count<{ n: number }[]>('* as n'))[0]?.n);
  await db.raw(
    'create table demo_ids as select id, row_number() over (order by id) as place from instruments',
  );
  await db.raw('alter table demo_ids add primary key (id)');
  const own = await countOf('demo_ids');
  for (let round = 1; round * own < wanted; round += 1) {
    const id = (name: string) => `concat('C', lpad(${String(round)}, 3, '0'), right(${name}, 22))`;
    await copy(
      'instruments',
      {
        id: id('t.id'),
        code: `concat(t.code, '-${String(round)}')`,
        inner_code: `concat(t.inner_code, '-${String(round)}')`,
      },
      round,
    );
    await copy('search_documents', { instrument_id: id('t.instrument_id') }, round);
  }
  await db.raw('drop table demo_ids');
  return await countOf('search_documents');
}

function spreadOf(times: readonly number[]) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => Number((sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(3));
  return { p50Ms: at(0.5), p99Ms: at(0.99), mostMs: at(0.999) };
}

async function measureInProcess(deps: Deps) {
  collectGarbage();
  const before = process.memoryUsage();
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const startedAt = performance.now();
  const { index, catalogue, suggestions } = await openSearch(deps);
  const buildMs = Math.round(performance.now() - startedAt);
  delay.disable();
  collectGarbage();
  const after = process.memoryUsage();
  const order: Order = { by: 'relevance', among: null, near: null, userKind: 'company' };
  const now = new Date();
  const [searches, typed]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const q of QUESTIONS) {
      const from = performance.now();
      const matches = await index.match(
        index.read(q, now, 'Asia/Shanghai'),
        { userKind: 'company' },
        now,
      );
      rank(catalogue, matches, order, 20);
      countFacets(catalogue, matches.docs);
      if (round > 0) searches.push(performance.now() - from);
      for (let length = 1; length <= q.length; length += 1) {
        const asked = performance.now();
        suggestions.find(q.slice(0, length));
        if (round > 0) typed.push(performance.now() - asked);
      }
    }
  }
  return {
    buildMs,
    longestPauseMs: Math.round(delay.max / 1e6),
    heapMb: Math.round((after.heapUsed - before.heapUsed) / MEGABYTE),
    buffersMb: Math.round((after.arrayBuffers - before.arrayBuffers) / MEGABYTE),
    search: spreadOf(searches),
    suggestion: spreadOf(typed),
  };
}

/** Milliseconds until every node finds an instrument by a name that it did not have before. */
async function measureChange(deps: Deps, nodes: readonly Server[]): Promise<number> {
  const name = '量子引力波探询仪';
  const ask = async ({ url }: Server) => {
    const query = new URLSearchParams({ q: name });
    const response = await fetch(`${url}${pathOf('listInstruments')}?${query.toString()}`);
    const page = (await response.json()) as AnswerOf<'listInstruments'>;
    return page.items.some((one) => one.name === name);
  };
  for (const node of nodes) await ask(node);
  const { id } = (await deps.db('instruments').first<{ id: string } | undefined>('id')) ?? {
    id: '',
  };
  await deps.db('instruments').where({ id }).update({ name });
  const startedAt = performance.now();
  await refreshDocuments(deps, deps.db, [id]);
  const waiting = new Set(nodes);
  while (waiting.size > 0) {
    for (const node of [...waiting]) if (await ask(node)) waiting.delete(node);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return Math.round(performance.now() - startedAt);
}

/** The search of a catalogue of so many instruments: in one process, then on two nodes. */
export async function measureSearchScale(instruments: number) {
  const deps = createDeps(readConfig());
  try {
    const documents = await multiply(deps, instruments);
    const own = await measureInProcess(deps);
    const nodes = await Promise.all([startProduct(), startProduct()]);
    const visibleMs = await measureChange(deps, nodes);
    await Promise.all(nodes.map((node) => node.stop()));
    return {
      documents,
      perSecond: Math.round(1_000 / Math.max(own.search.p50Ms, 0.001)),
      ...own,
      changeVisibleMs: visibleMs,
    };
  } finally {
    deps.redis.disconnect();
    await deps.db.destroy();
  }
}
