import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'csv-parse/sync';

const FOLDER = resolve(import.meta.dirname, '../../data');

/** The rows of a CSV in `bff/data`, by the names of its header. */
export function readDataFile(name: string, delimiter = ','): Record<string, string>[] {
  return parse(readFileSync(resolve(FOLDER, name), 'utf8'), {
    columns: true,
    delimiter,
    skip_empty_lines: true,
    quote: delimiter === ',' ? '"' : false,
  });
}

/** What tells one edition of a file in `bff/data` from another. */
export function hashOfDataFile(name: string): string {
  return createHash('sha256')
    .update(readFileSync(resolve(FOLDER, name)))
    .digest('hex');
}
