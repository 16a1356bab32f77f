import type { Language } from '@dayi/shared/problems';
import excel from 'exceljs';
import { DateTime } from 'luxon';
import { statementWords } from '../domain/statement-words.ts';
import type { MonthStatement } from './read-statement.ts';

const WIDTHS = [18, 12, 32, 14, 14, 14];

/** The statement as a workbook: sums are numbers, for reckoning on. */
export async function writeStatementSheet(
  statement: MonthStatement,
  language: Language,
): Promise<Buffer> {
  const { of, kindOf } = statementWords(language);
  const { account, movements } = statement;
  const book = new excel.Workbook();
  const sheet = book.addWorksheet(statement.month);
  WIDTHS.forEach((width, index) => (sheet.getColumn(index + 1).width = width));
  for (const index of [5, 6]) sheet.getColumn(index).numFmt = '#,##0.00';
  sheet.addRow([of('title')]).font = { bold: true, size: 14 };
  sheet.addRow([of('unit'), account.unitName]);
  sheet.addRow([of('payer'), account.payerName]);
  sheet.addRow([of('month'), statement.month]);
  sheet.addRow([]);
  const head = ['at', 'kind', 'instrument', 'who', 'amount', 'balance'] as const;
  sheet.addRow(head.map(of)).font = { bold: true };
  sheet.addRow([of('opening'), '', '', '', '', statement.openingFen / 100]);
  for (const { at, kind, booking, amountFen, balanceFen } of movements) {
    sheet.addRow([
      DateTime.fromJSDate(at, { zone: account.timeZone }).toFormat('yyyy-MM-dd HH:mm'),
      kindOf(kind),
      booking?.instrumentName ?? '',
      booking?.ownerName ?? '',
      amountFen / 100,
      balanceFen / 100,
    ]);
  }
  sheet.addRow([of('closing'), '', '', '', '', statement.closingFen / 100]).font = { bold: true };
  return Buffer.from(await book.xlsx.writeBuffer());
}
