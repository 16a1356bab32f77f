import type { Language } from '@dayi/shared/problems';
import excel from 'exceljs';
import { DateTime } from 'luxon';
import { bulletinWords, periodInWords } from '../domain/bulletin-words.ts';
import { asksAnswer, ratesOf, type Sums } from '../domain/figures.ts';
import { FINDINGS } from '../domain/figures.ts';
import { BULLETIN_ZONE } from '../domain/period.ts';
import type { Paper } from './read-paper.ts';

type Cell = string | number | null;
type Sheet = excel.Worksheet;

const moment = (at: Date | string | null) =>
  at === null
    ? ''
    : DateTime.fromJSDate(new Date(at), { zone: BULLETIN_ZONE }).toFormat('yyyy-MM-dd HH:mm');

const tenth = (hours: number) => Math.round(hours * 10) / 10;

function head(sheet: Sheet, names: readonly string[]): void {
  sheet.addRow(names).font = { bold: true };
}

function widths(sheet: Sheet, all: readonly number[]): void {
  all.forEach((width, index) => (sheet.getColumn(index + 1).width = width));
}

/** Shares as numbers that read as percents, for reckoning on. */
function percents(sheet: Sheet, columns: readonly number[], fromRow: number): void {
  for (let row = fromRow; row <= sheet.rowCount; row += 1) {
    for (const column of columns) sheet.getCell(row, column).numFmt = '0.0%';
  }
}

function writeSummary(book: excel.Workbook, paper: Paper, language: Language): void {
  const { of, findingOf, nameOf } = bulletinWords(language);
  const { bulletin, content, isWhole } = paper;
  const sheet = book.addWorksheet(of('summary'));
  widths(sheet, [34, 12, 12, 12, 16, 12, 12, 12, 10, 12, 14, 12]);
  sheet.addRow([of('title')]).font = { bold: true, size: 14 };
  sheet.addRow([of('region'), nameOf(content.region)]);
  sheet.addRow([of('period'), periodInWords(content.period)]);
  if (bulletin.state === 'draft') sheet.addRow([of('state'), of('draft')]);
  else sheet.addRow([of('published'), moment(bulletin.publishedAt)]);
  if (bulletin.answerBy !== null) sheet.addRow([of('answerBy'), moment(bulletin.answerBy)]);
  if (!isWhole) sheet.addRow([of('part')]);
  sheet.addRow([]);
  const columns = (
    ['instruments', 'readEnough', 'coverage', 'hours', 'utilisation', 'rated', 'sharing'] as const
  ).map(of);
  const row = (name: string, sums: Sums): Cell[] => {
    const rates = ratesOf(sums, sums.instruments, content.period);
    return [
      name,
      sums.instruments,
      sums.readEnough,
      rates.coverage,
      tenth(rates.effectiveHours),
      rates.utilisation,
      rates.ratedShare,
      rates.sharing,
      ...FINDINGS.map((finding) => sums.findings[finding]),
    ];
  };
  const from = sheet.rowCount;
  for (const [title, rows] of [
    [of('total'), [row(nameOf(content.region), content.total)]],
    [of('city'), content.cities.map((city) => row(nameOf(city), city.sums))],
    [of('unit'), content.units.map((unit) => row(nameOf(unit), unit.sums))],
  ] as const) {
    head(sheet, [title, ...columns, ...FINDINGS.map(findingOf)]);
    for (const cells of rows) sheet.addRow(cells);
    sheet.addRow([]);
  }
  percents(sheet, [4, 6, 7, 8], from);
  sheet.addRow([of('method')]).font = { bold: true };
  for (const note of ['readingNote', 'hoursNote', 'findingNote'] as const) sheet.addRow([of(note)]);
  sheet.addRow([of('hash'), bulletin.sha256]);
}

function writeItems(book: excel.Workbook, paper: Paper, language: Language): void {
  const { of, findingOf, nameOf } = bulletinWords(language);
  const { answers, content } = paper;
  const sheet = book.addWorksheet(of('items'));
  widths(sheet, [28, 12, 34, 18, 18, 16, 12, 12, 12, 12, 12, 14, 30, 36, 36, 22]);
  head(sheet, [
    ...(['unit', 'finding', 'instrument', 'model', 'className', 'room', 'coverage'] as const).map(
      of,
    ),
    ...(['hours', 'utilisation', 'sharing', 'useShare', 'quartile'] as const).map(of),
    '',
    ...(['answer', 'action', 'answeredAt'] as const).map(of),
  ]);
  const units = new Map(content.units.map((unit) => [unit.id, nameOf(unit)]));
  for (const item of content.items) {
    const { figures, finding, instrument } = item;
    const rates = ratesOf(figures, 1, content.period);
    const answer = answers.ofItem(item);
    const late = answer?.isLate ? ` ${of('late')}` : '';
    sheet.addRow([
      units.get(item.unitId) ?? '',
      findingOf(finding),
      nameOf(instrument),
      instrument.model,
      instrument.className,
      instrument.room,
      rates.coverage,
      tenth(rates.effectiveHours),
      rates.utilisation,
      rates.sharing,
      figures.useShare,
      figures.class?.quartile ?? null,
      figures.isReadEnough ? '' : of('unread'),
      ...(asksAnswer(finding)
        ? [
            answer?.text ?? of('noAnswer'),
            answer?.action ?? '',
            `${moment(answer?.answeredAt ?? null)}${late}`,
          ]
        : [of('notAsked'), '', '']),
    ]);
  }
  percents(sheet, [7, 9, 10, 11, 12], 2);
}

function writeEarlier(book: excel.Workbook, paper: Paper, language: Language): void {
  const { of, findingOf, nameOf, outcomeOf } = bulletinWords(language);
  const { earlier } = paper.content;
  if (earlier === null) return;
  const sheet = book.addWorksheet(of('earlier'));
  widths(sheet, [28, 12, 34, 18, 26, 36, 36, 22]);
  head(
    sheet,
    (
      [
        'unit',
        'finding',
        'instrument',
        'model',
        'outcome',
        'answer',
        'action',
        'answeredAt',
      ] as const
    ).map(of),
  );
  for (const { answer, finding, instrument, outcome, unit } of earlier.items) {
    sheet.addRow([
      nameOf(unit),
      findingOf(finding),
      nameOf(instrument),
      instrument.model,
      outcomeOf(outcome),
      answer?.text ?? of('noAnswer'),
      answer?.action ?? '',
      `${moment(answer?.answeredAt ?? null)}${answer?.isLate ? ` ${of('late')}` : ''}`,
    ]);
  }
}

/** The bulletin as a workbook: sums, every instrument it names, and what became of earlier findings. */
export async function writeBulletinSheet(paper: Paper, language: Language): Promise<Buffer> {
  const book = new excel.Workbook();
  writeSummary(book, paper, language);
  writeItems(book, paper, language);
  writeEarlier(book, paper, language);
  return Buffer.from(await book.xlsx.writeBuffer());
}
