import { crc32, deflateSync } from 'node:zlib';
import type { PlannedBooking } from './plan-booking.ts';
import type { Random } from './random.ts';

export interface MadeFile {
  name: string;
  contentType: string;
  content: Buffer;
}

const day = (at: Date) => at.toISOString().slice(0, 10);

/** A curve of numbers as instruments give them out: some peaks on a noisy ground. */
export function dataFile({ booking, bookable }: PlannedBooking, random: Random): MadeFile {
  const { instrument } = bookable;
  const peaks = Array.from({ length: random.int(2, 5) }, () => ({
    at: 10 + random.next() * 70,
    height: 200 + random.next() * 3_000,
    width: 0.4 + random.next() * 2,
  }));
  const lines = Array.from({ length: 121 }, (_, index) => {
    const x = 10 + index * 0.6;
    const signal = peaks.reduce(
      (sum, { at, height, width }) => sum + height * Math.exp(-(((x - at) / width) ** 2)),
      40 + random.next() * 12,
    );
    return `${x.toFixed(1)},${signal.toFixed(1)}`;
  });
  const head = [
    `# ${instrument.maker} ${instrument.model}`,
    `# ${instrument.code}, booking ${booking.id}`,
    `# ${booking.startsAt?.toISOString() ?? ''}`,
    'x,intensity',
  ];
  return {
    name: `原始数据_${booking.startsAt === null ? '' : day(booking.startsAt)}.csv`,
    contentType: 'text/csv',
    content: Buffer.from(`\uFEFF${[...head, ...lines].join('\r\n')}\r\n`),
  };
}

const hex = (text: string) => {
  const bytes = Buffer.from(text, 'utf16le').swap16();
  return `<${bytes.toString('hex').toUpperCase()}>`;
};

/**
 * One page in PDF 1.4. Chinese stands in a font that every reader brings itself (Adobe's GB1
 * collection), which keeps the file at two kilobytes.
 */
function pdf(lines: readonly { text: string; size: number }[]): Buffer {
  let y = 780;
  const words = lines
    .map(({ text, size }) => {
      y -= size * 1.9;
      return `BT /F1 ${String(size)} Tf 1 0 0 1 64 ${y.toFixed(1)} Tm ${hex(text)} Tj ET`;
    })
    .join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${String(Buffer.byteLength(words))} >>\nstream\n${words}\nendstream`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R /DW 1000 /W [1 95 500] >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((body, index) => {
    const at = Buffer.byteLength(text);
    text += `${String(index + 1)} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const start = Buffer.byteLength(text);
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const size = String(objects.length + 1);
  text += `xref\n0 ${size}\n0000000000 65535 f \n${table}`;
  text += `trailer << /Size ${size} /Root 1 0 R >>\nstartxref\n${String(start)}\n%%EOF\n`;
  return Buffer.from(text);
}

/** The report that goes with the data, one page. */
export function reportFile(planned: PlannedBooking, summary: string): MadeFile {
  const { booking, bookable, customer } = planned;
  const { instrument } = bookable;
  const lines = [
    { text: '检测报告', size: 24 },
    { text: `${instrument.unitName}  ${instrument.crewName ?? ''}`, size: 13 },
    { text: ' ', size: 10 },
    { text: `仪器：${instrument.name} ${instrument.maker} ${instrument.model}`, size: 12 },
    { text: `仪器编码：${instrument.code}`, size: 12 },
    { text: `预约编号：${booking.id}`, size: 12 },
    { text: `委托方：${customer.payerName}`, size: 12 },
    { text: `测试日期：${booking.startsAt === null ? '' : day(booking.startsAt)}`, size: 12 },
    { text: `用途：${booking.purpose}`, size: 12 },
    { text: ' ', size: 10 },
    { text: summary, size: 12 },
    { text: ' ', size: 10 },
    { text: '演示数据，不具有检测效力。', size: 10 },
  ];
  return {
    name: `检测报告_${booking.startsAt === null ? '' : day(booking.startsAt)}.pdf`,
    contentType: 'application/pdf',
    content: pdf(lines),
  };
}

const SIDE = 256;
const PNG_HEAD = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function pngPart(kind: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** Grey grains on a grey ground, as an electron microscope shows a coating: a PNG of 8 bits. */
export function pictureFile({ booking }: PlannedBooking, random: Random): MadeFile {
  const grains = Array.from({ length: 60 }, () => ({
    x: random.next() * SIDE,
    y: random.next() * SIDE,
    radius: 6 + random.next() * 18,
  }));
  const rows = Array.from({ length: SIDE }, (_, y) => {
    const row = Buffer.alloc(SIDE + 1);
    for (let x = 0; x < SIDE; x += 1) {
      const light = grains.reduce((most, grain) => {
        const far = Math.hypot(x - grain.x, y - grain.y) / grain.radius;
        return far < 1 ? Math.max(most, 110 * Math.sqrt(1 - far * far)) : most;
      }, 0);
      row[x + 1] = Math.min(255, Math.round(60 + light + random.next() * 24));
    }
    return row;
  });
  const head = Buffer.alloc(13);
  head.writeUInt32BE(SIDE, 0);
  head.writeUInt32BE(SIDE, 4);
  head[8] = 8;
  return {
    name: `形貌照片_${booking.startsAt === null ? '' : day(booking.startsAt)}.png`,
    contentType: 'image/png',
    content: Buffer.concat([
      PNG_HEAD,
      pngPart('IHDR', head),
      pngPart('IDAT', deflateSync(Buffer.concat(rows))),
      pngPart('IEND', Buffer.alloc(0)),
    ]),
  };
}
