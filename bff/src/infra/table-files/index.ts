import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { readCsv } from './read-csv.ts';
import { readJsonl } from './read-jsonl.ts';
import { readXlsx } from './read-xlsx.ts';
import { TableFileError, type TableRow } from './table-row.ts';

export { TableFileError, type TableRow } from './table-row.ts';

export const TABLE_FORMATS = ['csv', 'xlsx', 'jsonl'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

const BY_EXTENSION: Readonly<Record<string, TableFormat>> = {
  '.csv': 'csv',
  '.xlsx': 'xlsx',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
};

const READERS: Readonly<Record<TableFormat, (path: string) => AsyncIterable<TableRow>>> = {
  csv: readCsv,
  xlsx: readXlsx,
  jsonl: readJsonl,
};

/** The format that a file's name promises; undefined where it promises none. */
export function formatOf(path: string): TableFormat | undefined {
  return BY_EXTENSION[extname(path).toLowerCase()];
}

/**
 * Streams the rows of a CSV, XLSX or JSONL file, one in memory at a time.
 * @throws TableFileError `unreadable`, `empty`, `not_utf8`, `not_xlsx`
 */
export async function* readTable(path: string, format: TableFormat): AsyncIterable<TableRow> {
  const file = await open(path).catch((error: unknown) => {
    throw new TableFileError('unreadable', { path, reason: (error as Error).message });
  });
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw new TableFileError('unreadable', { path, reason: 'not a file' });
    if (stat.size === 0) throw new TableFileError('empty', { path });
  } finally {
    await file.close();
  }
  yield* READERS[format](path);
}
