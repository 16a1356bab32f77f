import { parseArgs } from 'node:util';
import { ConfigError, readConfig } from '../config.ts';
import {
  IMPORT_COLUMNS,
  type ImportError,
  importInstruments,
  loadDictionary,
  wordsOfImportError,
} from '../features/instruments/index.ts';
import { loadConcepts, refreshDocuments } from '../features/search/index.ts';
import {
  formatOf,
  readTable,
  TABLE_FORMATS,
  TableFileError,
  type TableFormat,
} from '../infra/table-files/index.ts';
import { createDeps } from '../main.ts';

const USAGE = `npm run import -- instruments FILE [--format csv|xlsx|jsonl|search-corpus] [--unit CODE]

Imports instruments. Good rows go in, broken rows are listed by row and column; importing the same
file again changes nothing. Files are UTF-8 with a header row, in the English or the Chinese names
of the columns below. --unit names the unit of rows that name none. --format is told by the file's
name; search-corpus is JSONL of the search test corpus.
导入仪器：好的行导入，坏的行按行号和列名列出；同一文件可重复导入。

Columns 列:
${IMPORT_COLUMNS.map(({ name, zh, note }) => `  ${name}  ${zh}${note === '' ? '' : `  ${note}`}`).join('\n')}
`;

const FAULTS: Readonly<Record<TableFileError['fault'], readonly [en: string, zh: string]>> = {
  unreadable: ['cannot be read', '读不了'],
  empty: ['is empty', '是空的'],
  not_utf8: [
    'is not UTF-8 (GBK is not guessed at); save it as UTF-8 and try again',
    '不是 UTF-8 编码，请另存为 UTF-8 再导入',
  ],
  not_xlsx: ['is not an XLSX workbook', '不是 XLSX 工作簿'],
};

const LISTED = 200;

/** Wrong words on the command line. */
class UsageError extends Error {
  override name = 'UsageError';
}

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      format: { type: 'string' },
      unit: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return null;
  const [what, path, ...more] = positionals;
  if (what !== 'instruments' || path === undefined || more.length > 0) throw new UsageError(USAGE);
  const isCorpus = values.format === 'search-corpus';
  const format = isCorpus ? 'jsonl' : (values.format ?? formatOf(path));
  if (!TABLE_FORMATS.includes(format as TableFormat)) {
    throw new UsageError(`${path}: --format csv|xlsx|jsonl|search-corpus is needed\n`);
  }
  return { path, format: format as TableFormat, isCorpus, unit: values.unit };
}

const tell = (line: string) => process.stdout.write(`${line}\n`);

function tellErrors() {
  let count = 0;
  return {
    add: (error: ImportError) => {
      count += 1;
      if (count > LISTED) return;
      const place = error.column === '' ? '' : ` ${error.column}`;
      const words = `${wordsOfImportError(error, 'zh-CN')} ${wordsOfImportError(error, 'en')}`;
      tell(`row ${String(error.row)}${place}: ${error.code} ${words}`);
    },
    end: () => {
      if (count > LISTED) tell(`… and ${String(count - LISTED)} more`);
    },
  };
}

async function main(): Promise<void> {
  const args = readArguments();
  if (args === null) {
    tell(USAGE);
    return;
  }
  const deps = createDeps(readConfig());
  const startedAt = Date.now();
  const errors = tellErrors();
  let toldAt = startedAt;
  try {
    await loadDictionary(deps);
    await loadConcepts(deps);
    const report = await importInstruments(deps, readTable(args.path, args.format), {
      source: args.path.split('/').at(-1) ?? '',
      format: args.isCorpus ? 'search-corpus' : 'columns',
      unitCode: args.unit,
      actorId: null,
      onError: errors.add,
      onBatch: (ids) => refreshDocuments(deps, deps.db, ids),
      onProgress: ({ rows }) => {
        if (Date.now() - toldAt < 1_000) return;
        toldAt = Date.now();
        const speed = Math.round((rows * 1_000) / (toldAt - startedAt));
        tell(`${String(rows)} rows, ${String(speed)} rows/s`);
      },
    });
    errors.end();
    for (const name of report.unknownColumns) {
      tell(`column ${name}: 没有这一列，未读取。 Unknown column; not read.`);
    }
    const seconds = (Date.now() - startedAt) / 1_000;
    tell(
      `${String(report.rows)} rows in ${seconds.toFixed(1)} s: ${String(report.created)} created, ` +
        `${String(report.changed)} changed, ${String(report.unchanged)} unchanged, ` +
        `${String(report.rejected)} left out`,
    );
    if (report.rejected > 0) process.exitCode = 2;
  } finally {
    deps.redis.disconnect();
    await deps.db.destroy();
  }
}

const isWrongArgument = (error: unknown) =>
  String((error as { code?: unknown } | undefined)?.code).startsWith('ERR_PARSE_ARGS');

main().catch((error: unknown) => {
  if (error instanceof TableFileError) {
    const [en, zh] = FAULTS[error.fault];
    process.stderr.write(`${String(error.values['path'])}: ${en}。${zh}。\n`);
  } else if (error instanceof UsageError) process.stderr.write(error.message);
  else if (error instanceof ConfigError || isWrongArgument(error)) {
    process.stderr.write(`${(error as Error).message}\n`);
  } else process.stderr.write(`${String((error as Error).stack)}\n`);
  process.exitCode = 1;
});
