import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import excel from 'exceljs';
import { formatOf, readTable, type TableFormat } from '../../bff/src/infra/table-files/index.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dayi-files-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function rowsOf(content: string | Buffer, format: TableFormat) {
  const path = join(folder, `file.${format}`);
  writeFileSync(path, content);
  const rows = [];
  for await (const row of readTable(path, format)) rows.push(row);
  return rows;
}

test('a CSV with byte order mark, CRLF and quotes is read by its header', async () => {
  const rows = await rowsOf(
    '\uFEFF名称,型号\r\n"电镜, 场发射",SU-8010\r\n\r\n"两\n行",X\r\n',
    'csv',
  );
  expect(rows).toEqual([
    { row: 2, values: { 名称: '电镜, 场发射', 型号: 'SU-8010' } },
    { row: 5, values: { 名称: '两\n行', 型号: 'X' } },
  ]);
});

test('a CSV row of another length is told and the next one still read', async () => {
  const rows = await rowsOf('a,b\n1,2,3\n4\n5,6\n', 'csv');
  expect(rows.map(({ row, broken }) => [row, broken !== undefined])).toEqual([
    [2, true],
    [3, true],
    [4, false],
  ]);
});

test('a quote that is never closed is told where it begins', async () => {
  const rows = await rowsOf('a,b\r\n1,2\r\n3,"4\r\n5,6\r\n', 'csv');
  expect(rows.map(({ row, broken }) => [row, broken !== undefined])).toEqual([
    [2, false],
    [3, true],
  ]);
});

test('a broken JSONL line is told by its number', async () => {
  const rows = await rowsOf('{"name":"a"}\n\n{broken\n[1]\n{"name":"b"}', 'jsonl');
  expect(rows.map(({ row, broken }) => [row, broken === undefined])).toEqual([
    [1, true],
    [3, false],
    [4, false],
    [5, true],
  ]);
});

test('a workbook gives numbers, dates, formulas and rich text as they are meant', async () => {
  const book = new excel.Workbook();
  const sheet = book.addWorksheet('仪器');
  sheet.addRow(['名称', '原值', '启用日期', '备注']);
  sheet.addRow(['电镜', 4_120_000, new Date('2021-04-16T00:00:00.000Z'), '']);
  sheet.addRow([]);
  sheet.addRow([{ richText: [{ text: '原子' }, { text: '力' }] }, { formula: '1+1', result: 2 }]);
  const rows = await rowsOf(Buffer.from(await book.xlsx.writeBuffer()), 'xlsx');
  expect(rows).toEqual([
    {
      row: 2,
      values: {
        名称: '电镜',
        原值: 4_120_000,
        启用日期: new Date('2021-04-16T00:00:00.000Z'),
        备注: '',
      },
    },
    { row: 4, values: { 名称: '原子力', 原值: 2, 启用日期: '', 备注: '' } },
  ]);
});

test.each<[string, string | Buffer, TableFormat]>([
  ['not_utf8', Buffer.from([0xb3, 0xa1, 0xb7, 0xa2, 0x0a]), 'csv'],
  ['not_utf8', Buffer.from([0xc3, 0xfb, 0xb3, 0xc6]), 'jsonl'],
  ['empty', '', 'csv'],
  ['not_xlsx', 'name,model\n', 'xlsx'],
  ['not_xlsx', 'PK not a zip at all', 'xlsx'],
])('is refused whole as %s', async (fault, content, format) => {
  await expect(rowsOf(content, format)).rejects.toMatchObject({ fault });
});

test('a file that is not there is told as such', async () => {
  const read = async () => {
    for await (const row of readTable(join(folder, 'none.csv'), 'csv')) expect(row).toBeUndefined();
  };
  await expect(read()).rejects.toMatchObject({ fault: 'unreadable' });
});

test.each([
  ['a.CSV', 'csv'],
  ['b.xlsx', 'xlsx'],
  ['c.ndjson', 'jsonl'],
  ['d.txt', undefined],
])('%s is read as %s', (path, format) => {
  expect(formatOf(path)).toBe(format);
});
