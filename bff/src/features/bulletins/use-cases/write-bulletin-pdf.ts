import { createRequire } from 'node:module';
import type { Language } from '@dayi/shared/problems';
import { DateTime } from 'luxon';
import Pdf from 'pdfkit';
import { bulletinWords, percentInWords, periodInWords } from '../domain/bulletin-words.ts';
import { asksAnswer, FINDINGS, ratesOf, type Sums } from '../domain/figures.ts';
import { BULLETIN_ZONE } from '../domain/period.ts';
import type { Paper } from './read-paper.ts';

const FONT = createRequire(import.meta.filename).resolve(
  '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
);

const LEFT = 40;
const WIDTH = 762;
const BOTTOM = 540;
const LINE = 12;
const GAP = 6;
const INK = '#13202a';
const QUIET = '#5c6874';

interface Column {
  title: string;
  width: number;
  right?: boolean;
}

/** A page of A4 lying down, filled from above; a row that does not fit begins the next, under its heads. */
function paperOf(title: string) {
  const pdf = new Pdf({
    size: 'A4',
    layout: 'landscape',
    margins: { top: LEFT, left: LEFT, right: LEFT, bottom: 0 },
    info: { Title: title },
    bufferPages: true,
  });
  const parts: Buffer[] = [];
  pdf.on('data', (part: Buffer) => parts.push(part));
  const whole = new Promise<void>((done) => pdf.on('end', done));
  pdf.font(FONT).fontSize(8.5).fillColor(INK);
  let y = LEFT;
  const heightOf = (text: string, width: number) => pdf.heightOfString(text || ' ', { width });
  const turn = (height: number): boolean => {
    if (y + height <= BOTTOM) return false;
    pdf.addPage();
    y = LEFT;
    return true;
  };
  const rule = () => {
    pdf
      .moveTo(LEFT, y - GAP / 2)
      .lineTo(LEFT + WIDTH, y - GAP / 2)
      .lineWidth(0.5)
      .stroke('#c5ccd3');
  };
  const cellsAt = (columns: readonly Column[], cells: readonly string[], height: number) => {
    let x = LEFT;
    columns.forEach(({ right = false, width }, index) => {
      const inside = width - GAP;
      pdf.text(cells[index] ?? '', x, y, { width: inside, align: right ? 'right' : 'left' });
      x += width;
    });
    y += height + GAP;
  };
  const tallest = (columns: readonly Column[], cells: readonly string[]) =>
    Math.max(LINE, ...columns.map(({ width }, at) => heightOf(cells[at] ?? '', width - GAP)));
  return {
    text: (text: string, size = 8.5, color = INK) => {
      pdf.fontSize(size).fillColor(color);
      const height = heightOf(text, WIDTH);
      turn(height);
      pdf.text(text, LEFT, y, { width: WIDTH });
      y += height + GAP / 2;
      pdf.fontSize(8.5).fillColor(INK);
    },
    space: () => {
      y += LINE;
    },
    table: (columns: readonly Column[], rows: readonly (readonly string[])[]) => {
      const titles = columns.map(({ title: name }) => name);
      const titleHeight = tallest(columns, titles);
      const heads = () => {
        pdf.fillColor(QUIET);
        cellsAt(columns, titles, titleHeight);
        pdf.fillColor(INK);
        rule();
      };
      turn(titleHeight + 3 * LINE);
      heads();
      for (const cells of rows) {
        const height = tallest(columns, cells);
        if (turn(height)) heads();
        cellsAt(columns, cells, height);
      }
      rule();
    },
    end: async (foot: (page: number, pages: number) => string): Promise<Buffer> => {
      const { count } = pdf.bufferedPageRange();
      for (let page = 0; page < count; page += 1) {
        pdf.switchToPage(page);
        pdf.fontSize(7.5).fillColor(QUIET);
        pdf.text(foot(page + 1, count), LEFT, BOTTOM + LINE, { width: WIDTH, lineBreak: false });
      }
      pdf.end();
      await whole;
      return Buffer.concat(parts);
    },
  };
}

const moment = (at: Date | string) =>
  DateTime.fromJSDate(new Date(at), { zone: BULLETIN_ZONE }).toFormat('yyyy-MM-dd HH:mm');

type Words = ReturnType<typeof bulletinWords>;

function summaryTable({ findingOf, of }: Words, first: string) {
  const number = (title: string, width: number): Column => ({ title, width, right: true });
  return [
    { title: first, width: 178 },
    ...(['instruments', 'readEnough'] as const).map((word) => number(of(word), 52)),
    ...(['coverage', 'hours', 'utilisation', 'rated', 'sharing'] as const).map((word) =>
      number(of(word), 56),
    ),
    ...FINDINGS.map((finding) => number(findingOf(finding), 50)),
  ];
}

function summaryRow(words: Words, name: string, sums: Sums, period: Paper['content']['period']) {
  const percent = (share: number | null) => percentInWords(share, words.of('none'));
  const rates = ratesOf(sums, sums.instruments, period);
  return [
    name,
    String(sums.instruments),
    String(sums.readEnough),
    percent(rates.coverage),
    rates.effectiveHours.toFixed(1),
    percent(rates.utilisation),
    percent(rates.ratedShare),
    percent(rates.sharing),
    ...FINDINGS.map((finding) => String(sums.findings[finding])),
  ];
}

function itemRows({ answers, content }: Paper, words: Words) {
  const { findingOf, nameOf, of } = words;
  const percent = (share: number | null) => percentInWords(share, of('none'));
  const units = new Map(content.units.map((unit) => [unit.id, nameOf(unit)]));
  return content.items.map((item) => {
    const { figures, finding, instrument } = item;
    const rates = ratesOf(figures, 1, content.period);
    const answer = answers.ofItem(item);
    const said = answer === null ? of('noAnswer') : words.saidOf(answer);
    return [
      units.get(item.unitId) ?? '',
      findingOf(finding),
      `${nameOf(instrument)} ${instrument.model}`,
      percent(rates.coverage),
      rates.effectiveHours.toFixed(1),
      percent(rates.utilisation),
      figures.isReadEnough ? percent(figures.useShare) : of('unreadShort'),
      percent(figures.class?.quartile ?? null),
      asksAnswer(finding) ? said : of('notAsked'),
    ];
  });
}

function earlierRows({ content }: Paper, { findingOf, nameOf, of, outcomeOf, saidOf }: Words) {
  return (content.earlier?.items ?? []).map(({ answer, finding, instrument, outcome, unit }) => [
    nameOf(unit),
    findingOf(finding),
    `${nameOf(instrument)} ${instrument.model}`,
    outcomeOf(outcome),
    answer === null ? of('noAnswer') : saidOf(answer),
  ]);
}

/** The bulletin on A4, in a font that holds every Chinese name. */
export async function writeBulletinPdf(paper: Paper, language: Language): Promise<Buffer> {
  const words = bulletinWords(language);
  const { nameOf, of } = words;
  const { bulletin, content, isWhole } = paper;
  const { period } = content;
  const page = paperOf(of('title'));
  page.text(of('title'), 16);
  page.text(
    `${of('region')}  ${nameOf(content.region)}    ${of('period')}  ${periodInWords(period)}`,
    10,
  );
  page.text(
    bulletin.publishedAt === null || bulletin.answerBy === null
      ? of('draft')
      : `${of('published')}  ${moment(bulletin.publishedAt)}    ${of('answerBy')}  ${moment(bulletin.answerBy)}`,
    10,
  );
  if (!isWhole) page.text(of('part'), 10, QUIET);
  page.space();
  page.table(summaryTable(words, of('total')), [
    summaryRow(words, nameOf(content.region), content.total, period),
  ]);
  page.space();
  const cities = content.cities.map((one) => summaryRow(words, nameOf(one), one.sums, period));
  page.table(summaryTable(words, of('city')), cities);
  page.space();
  const units = content.units.map((one) => summaryRow(words, nameOf(one), one.sums, period));
  page.table(summaryTable(words, of('unit')), units);
  page.space();
  page.text(of('items'), 12);
  const items = itemRows(paper, words);
  if (items.length === 0) page.text(of('noItems'));
  else {
    page.table(
      [
        { title: of('unit'), width: 108 },
        { title: of('finding'), width: 62 },
        { title: of('instrument'), width: 166 },
        { title: of('coverage'), width: 48, right: true },
        { title: of('hours'), width: 56, right: true },
        { title: of('utilisation'), width: 52, right: true },
        { title: of('useShare'), width: 66, right: true },
        { title: of('quartile'), width: 56, right: true },
        { title: of('answer'), width: 148 },
      ],
      items,
    );
  }
  if (content.earlier !== null && content.earlier.items.length > 0) {
    page.space();
    page.text(`${of('earlier')}  ${content.earlier.period}`, 12);
    page.table(
      [
        { title: of('unit'), width: 130 },
        { title: of('finding'), width: 76 },
        { title: of('instrument'), width: 200 },
        { title: of('outcome'), width: 110 },
        { title: of('answer'), width: 246 },
      ],
      earlierRows(paper, words),
    );
  }
  page.space();
  page.text(of('method'), 12);
  for (const note of ['readingNote', 'hoursNote', 'findingNote'] as const) page.text(of(note));
  page.text(`${of('hash')}  ${bulletin.sha256}`, 7.5, QUIET);
  const name = `${nameOf(content.region)}  ${periodInWords(period)}`;
  return await page.end((at, pages) => `${name}    ${String(at)} / ${String(pages)}`);
}
