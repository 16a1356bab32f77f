import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { spawnSync } from 'node:child_process';
import type { AnswerOf } from '@dayi/shared/contracts/index';
import { pathOf } from '@dayi/shared/routes/index';
import { createDatabase } from '../../bff/src/infra/database.ts';
import { startProduct } from './servers.ts';

interface Judged {
  id: string;
  class: string;
  q: string;
}

type Document = Record<string, unknown> & { id: number };

/** How well an instrument answers a question, 0 to 3: the corpus's own judge. */
type Grade = (question: Judged, document: Document, geo: unknown) => number;

const SHOWN = 10;

function readLines<T>(path: string): T[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as T);
}

function run(args: readonly string[]): void {
  const done = spawnSync(
    process.execPath,
    ['--import', './bff/src/bootstrap/typescript.mjs', ...args],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  if (done.status !== 0) throw new Error(`${args.join(' ')} failed`);
}

/** Gains of 2^grade - 1, discounted by the logarithm of their place. */
const gainOf = (grades: readonly number[]) =>
  grades.slice(0, SHOWN).reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0);

const mean = (values: readonly number[]) =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Loads a corpus through the product's own import, asks every question over HTTP, and grades the answers. */
export async function measureQuality(files: { corpus: string; queries: string; taxonomy: string }) {
  const judge: { grade: Grade } = await import(resolve(files.taxonomy, 'gen.js'));
  const { grade } = judge;
  const geo: unknown = JSON.parse(readFileSync(resolve(files.taxonomy, 'geo.json'), 'utf8'));
  const documents = readLines<Document>(files.corpus);
  run(['bff/src/cli/import.ts', 'instruments', files.corpus, '--format', 'search-corpus']);
  const db = createDatabase(process.env['DATABASE_URL'] ?? '', 1);
  const rows = await db('instruments').select<Record<string, string>[]>('id', 'inner_code');
  await db.destroy();
  const byCode = new Map(documents.map((document) => [`C${String(document.id)}`, document]));
  const byId = new Map(rows.map((row) => [row['id'], byCode.get(row['inner_code'] ?? '')]));

  const product = await startProduct();
  const scored: { question: Judged; ndcg: number; at: number }[] = [];
  let repeated = 0;
  try {
    for (const [at, question] of readLines<Judged>(files.queries).entries()) {
      const query = new URLSearchParams({ q: question.q, limit: String(SHOWN) });
      const response = await fetch(
        `${product.url}${pathOf('listInstruments')}?${query.toString()}`,
      );
      const { items } = (await response.json()) as AnswerOf<'listInstruments'>;
      repeated += items.length - new Set(items.map(({ id }) => id)).size;
      const grades = items.map(({ id }) => {
        const document = byId.get(id);
        return document === undefined ? 0 : grade(question, document, geo);
      });
      const ideal = documents.map((one) => grade(question, one, geo)).sort((a, b) => b - a);
      const best = gainOf(ideal);
      scored.push({ question, ndcg: best === 0 ? 0 : gainOf(grades) / best, at });
    }
  } finally {
    await product.stop();
  }
  return { scored, repeated, instruments: documents.length };
}

/** Means over all, over each class of questions, and over the two halves. */
export function sumUp(scored: Awaited<ReturnType<typeof measureQuality>>['scored']) {
  const round = (value: number) => Number(value.toFixed(4));
  const of = (isIn: (one: (typeof scored)[number]) => boolean) =>
    round(mean(scored.filter(isIn).map(({ ndcg }) => ndcg)));
  const classes = [...new Set(scored.map(({ question }) => question.class))];
  return {
    ndcg10: {
      overall: of(() => true),
      ...Object.fromEntries(
        classes.map((name) => [name, of(({ question }) => question.class === name)]),
      ),
    },
    halves: { tuned: of(({ at }) => at % 2 === 0), heldOut: of(({ at }) => at % 2 === 1) },
  };
}
