import { readText } from './read-text.ts';
import type { TableRow } from './table-row.ts';

function toRow(line: string, row: number): TableRow {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { row, values: value as Record<string, unknown> };
    }
    return { row, values: {}, broken: 'not a JSON object' };
  } catch (error) {
    return { row, values: {}, broken: (error as Error).message };
  }
}

/** One JSON object a line; blank lines are passed over. */
export async function* readJsonl(path: string): AsyncGenerator<TableRow> {
  let rest = '';
  let row = 0;
  for await (const text of readText(path)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      row += 1;
      if (line.trim() !== '') yield toRow(line, row);
    }
  }
  if (rest.trim() !== '') yield toRow(rest, row + 1);
}
