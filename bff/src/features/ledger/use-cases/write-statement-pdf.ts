import { createRequire } from 'node:module';
import type { Language } from '@dayi/shared/problems';
import { DateTime } from 'luxon';
import Pdf from 'pdfkit';
import { inYuan, statementWords } from '../domain/statement-words.ts';
import type { MonthStatement } from './read-statement.ts';

const FONT = createRequire(import.meta.filename).resolve(
  '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
);

const LEFT = 48;
const COLUMNS = [
  [LEFT, 92],
  [LEFT + 96, 56],
  [LEFT + 156, 148],
  [LEFT + 308, 56],
  [LEFT + 368, 62],
  [LEFT + 434, 66],
] as const;
const SUMS_FROM = 4;
const ROW = 18;
const BOTTOM = 780;

/** The statement on A4, in a font that holds every Chinese name. */
export async function writeStatementPdf(
  statement: MonthStatement,
  language: Language,
): Promise<Buffer> {
  const { of, kindOf } = statementWords(language);
  const { account, movements } = statement;
  const pdf = new Pdf({ size: 'A4', margin: LEFT, info: { Title: of('title') } });
  const parts: Buffer[] = [];
  pdf.on('data', (part: Buffer) => parts.push(part));
  const whole = new Promise<void>((done) => pdf.on('end', done));
  pdf.font(FONT).fontSize(16).text(of('title'), LEFT, LEFT);
  pdf.fontSize(9);
  const facts = [
    [of('unit'), account.unitName],
    [of('payer'), account.payerName],
    [of('month'), statement.month],
  ];
  facts.forEach(([label, value], index) => {
    pdf.text(`${label ?? ''}  ${value ?? ''}`, LEFT, 80 + index * 16);
  });
  let y = 140;
  const row = (cells: readonly string[]) => {
    if (y > BOTTOM) {
      pdf.addPage();
      y = LEFT;
    }
    cells.forEach((cell, index) => {
      const [x, width] = COLUMNS[index] ?? [LEFT, 0];
      const align = index >= SUMS_FROM ? 'right' : 'left';
      pdf.text(cell, x, y, { width, height: ROW, align, lineBreak: false, ellipsis: true });
    });
    y += ROW;
  };
  const line = () => {
    pdf
      .moveTo(LEFT, y - 3)
      .lineTo(LEFT + 500, y - 3)
      .lineWidth(0.5)
      .stroke('#c5ccd3');
  };
  row((['at', 'kind', 'instrument', 'who', 'amount', 'balance'] as const).map(of));
  line();
  row([of('opening'), '', '', '', '', inYuan(statement.openingFen)]);
  for (const { at, kind, booking, amountFen, balanceFen } of movements) {
    row([
      DateTime.fromJSDate(at, { zone: account.timeZone }).toFormat('yyyy-MM-dd HH:mm'),
      kindOf(kind),
      booking?.instrumentName ?? '',
      booking?.ownerName ?? '',
      inYuan(amountFen),
      inYuan(balanceFen),
    ]);
  }
  if (movements.length === 0) row([of('none')]);
  line();
  row([of('closing'), '', '', '', '', inYuan(statement.closingFen)]);
  pdf.end();
  await whole;
  return Buffer.concat(parts);
}
