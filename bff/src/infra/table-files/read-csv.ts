import { Readable } from 'node:stream';
import { type CsvError, type Info, parse } from 'csv-parse';
import { readText } from './read-text.ts';
import type { TableRow } from './table-row.ts';

interface Parsed {
  record: string[];
  info: Info;
}

/** CSV with a header row: commas, quotes as in RFC 4180, CRLF or LF. A bad row is told, not fatal. */
export async function* readCsv(path: string): AsyncGenerator<TableRow> {
  const skipped: TableRow[] = [];
  let lastLine = 0;
  const parser = parse({
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_record: (record, context) => {
      lastLine = context.lines;
      return record;
    },
    on_skip: (error: CsvError | undefined) => {
      skipped.push({
        // An unclosed quote runs to the end of the file; where it began is what people look for.
        row: lastLine + 1,
        values: {},
        broken: error?.message ?? 'unreadable',
      });
      return undefined;
    },
  });
  const source = Readable.from(readText(path), { objectMode: false, encoding: 'utf8' });
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let header: string[] | undefined;
  for await (const parsed of parser as AsyncIterable<Parsed>) {
    yield* skipped.splice(0);
    const { record, info } = parsed;
    if (header === undefined) {
      header = record.map((name) => name.trim());
      continue;
    }
    const names = header;
    const values = Object.fromEntries(names.map((name, index) => [name, record[index] ?? '']));
    if (record.length === names.length) yield { row: info.lines, values };
    else {
      const broken = `${String(record.length)} fields, ${String(names.length)} in the header`;
      yield { row: info.lines, values, broken };
    }
  }
  yield* skipped;
}
