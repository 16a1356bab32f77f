import { open } from 'node:fs/promises';
import excel from 'exceljs';
import { TableFileError, type TableRow } from './table-row.ts';

/** What stands in a cell, without its looks: formulas by their result, rich text by its words. */
function plain(value: unknown): unknown {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object' || value instanceof Date) return value;
  const cell = value as { result?: unknown; text?: unknown; richText?: { text: string }[] };
  if (cell.richText !== undefined) return cell.richText.map(({ text }) => text).join('');
  if (cell.result !== undefined) return plain(cell.result);
  return cell.text === undefined ? '' : plain(cell.text);
}

async function isZip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.toString('latin1') === 'PK';
  } finally {
    await file.close();
  }
}

/** The first sheet of a workbook, row by row; its first filled row is the header. */
export async function* readXlsx(path: string): AsyncGenerator<TableRow> {
  if (!(await isZip(path))) throw new TableFileError('not_xlsx', { path });
  const workbook = new excel.stream.xlsx.WorkbookReader(path, {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'ignore',
  });
  let header: string[] | undefined;
  try {
    for await (const sheet of workbook) {
      for await (const row of sheet) {
        const cells = (row.values as unknown[]).slice(1).map(plain);
        if (cells.every((cell) => cell === '')) continue;
        if (header === undefined) {
          header = cells.map((cell) => String(cell).trim());
          continue;
        }
        const names = header;
        yield {
          row: row.number,
          values: Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ''])),
        };
      }
      return;
    }
  } catch (error) {
    if (error instanceof TypeError) throw error;
    throw new TableFileError('not_xlsx', { path, reason: (error as Error).message });
  }
}
