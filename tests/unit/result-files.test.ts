import { rangeOf } from '../../bff/src/features/results/domain/byte-range.ts';
import { nextChunk, planChunk } from '../../bff/src/features/results/domain/chunk.ts';
import { compareVersions } from '../../bff/src/features/results/domain/compare-versions.ts';
import {
  declaredSha256,
  declaredType,
  previewTypeOf,
} from '../../bff/src/features/results/domain/file-kind.ts';
import { distinctNames, safeFileName } from '../../bff/src/features/results/domain/file-name.ts';
import { keepUntil, nextOfFiles } from '../../bff/src/features/results/domain/retention.ts';

test.each([
  ['检测报告.pdf', '检测报告.pdf'],
  ['  spaced.csv ', 'spaced.csv'],
  ['../../x', null],
  ['a\\b', null],
  ['C:\\x', null],
  ['..', null],
  ['...', null],
  ['', null],
  ['\u200b\u202e', null],
  ['a\nb', null],
  ['a\u0000.pdf', null],
  ['a\u0085b', null],
  ['report\u202efdp.exe', 'reportfdp.exe'],
  ['\u2067报告\u2069.pdf', '报告.pdf'],
  ['a<b>:c?.csv', 'a_b__c_.csv'],
  ['report.', 'report'],
  ['con', '_con'],
  ['NUL.txt', '_NUL.txt'],
  ['e\u0301.pdf', 'é.pdf'],
  ['\ud800.pdf', '_.pdf'],
])('a file named %j is kept as %j', (given, kept) => {
  expect(safeFileName(given)).toBe(kept);
});

test('a name too long for a disk keeps its ending and whole letters', () => {
  const bytes = (text: string) => Buffer.byteLength(text);
  for (const letter of ['x', '报', '👩‍🔬']) {
    const kept = safeFileName(`${letter.repeat(400)}.tar.gz`)!;
    expect(kept.endsWith('.gz')).toBe(true);
    expect(bytes(kept)).toBeLessThanOrEqual(240);
    expect(kept.length).toBeLessThanOrEqual(190);
    expect(kept.replace('.gz', '').replace('.tar', '').replaceAll(letter, '')).toBe('');
  }
});

test('files of one name in a delivery get numbers', () => {
  expect(distinctNames(['a.pdf', 'A.pdf', 'b.csv', 'a.pdf'])).toEqual([
    'a.pdf',
    'A (2).pdf',
    'b.csv',
    'a (3).pdf',
  ]);
});

test.each([
  ['%PDF-1.7 x', 'application/pdf'],
  ['\x89PNG\r\n\x1a\nrest', 'image/png'],
  ['\xff\xd8\xff\xe0', 'image/jpeg'],
  ['<html><script>', null],
  [' %PDF-1.7', null],
  ['GIF89a', null],
  ['<svg xmlns=', null],
  ['', null],
])('what begins with %j is shown as %j', (head, type) => {
  expect(previewTypeOf(Buffer.from(head, 'latin1'))).toBe(type);
});

test('a declared type or hash is taken only where it is one', () => {
  expect(declaredType('Image/PNG; charset=x')).toBe('image/png');
  expect(declaredType('text/html<script>')).toBe('application/octet-stream');
  expect(declaredType(null)).toBe('application/octet-stream');
  expect(declaredSha256(`${'A'.repeat(64)}\n`)).toBe('a'.repeat(64));
  expect(declaredSha256('abc')).toBeNull();
});

describe('a chunk', () => {
  const file = { sizeBytes: 25, chunkBytes: 10, offset: 10 };
  test.each([
    ['the next one', file, 1, { take: 'rest', passOver: 0, length: 10 }],
    ['one sent twice', file, 0, { take: 'nothing' }],
    ['one out of order', file, 2, { take: 'refused', expected: 1 }],
    ['one whose line broke', { ...file, offset: 14 }, 1, { take: 'rest', passOver: 4, length: 6 }],
    ['the last one', { ...file, offset: 20 }, 2, { take: 'rest', passOver: 0, length: 5 }],
    ['the last one twice', { ...file, offset: 25 }, 2, { take: 'nothing' }],
    ['one behind the last', { ...file, offset: 25 }, 3, { take: 'refused', expected: 2 }],
    [
      'one behind a full last',
      { ...file, sizeBytes: 20, offset: 20 },
      2,
      { take: 'refused', expected: 2 },
    ],
    ['the only one of nothing', { ...file, sizeBytes: 0, offset: 0 }, 0, { take: 'nothing' }],
  ])('%s', (_what, given, number, plan) => {
    expect(planChunk(given, number)).toEqual(plan);
  });
  test('that comes next is told', () => {
    expect([0, 9, 10, 14, 20].map((offset) => nextChunk({ ...file, offset }))).toEqual([
      0, 0, 1, 1, 2,
    ]);
  });
});

test.each([
  ['', 'whole'],
  ['bytes=0-9', { from: 0, to: 9 }],
  ['bytes=90-', { from: 90, to: 99 }],
  ['bytes=90-500', { from: 90, to: 99 }],
  ['bytes=-10', { from: 90, to: 99 }],
  ['bytes=-500', { from: 0, to: 99 }],
  ['bytes=100-', null],
  ['bytes=-0', null],
  ['bytes=9-3', 'whole'],
  ['bytes=0-1,5-6', 'whole'],
  ['lines=1-2', 'whole'],
  ['bytes=-', 'whole'],
])('the range %j of a hundred bytes is %j', (header, range) => {
  expect(rangeOf(header, 100)).toEqual(range);
});

test('versions are compared by names and hashes', () => {
  const file = (name: string, sha256: string) => ({ name, sha256 });
  const before = [file('a.pdf', '1'), file('b.csv', '2'), file('c.csv', '3')];
  const now = [file('a.pdf', '9'), file('b.csv', '2'), file('d.csv', '3')];
  expect(compareVersions(before, now)).toEqual({
    added: ['d.csv'],
    changed: ['a.pdf'],
    removed: ['c.csv'],
    same: ['b.csv'],
  });
});

describe('the files of a delivery', () => {
  const day = (number: number) => new Date(Date.UTC(2026, 0, 1 + number));
  const released = { state: 'released' as const, keepUntil: day(100), warnedAt: null };
  const warned = { ...released, warnedAt: day(70) };
  test.each([
    ['are left alone before', released, true, 69, { step: 'none' }],
    ['are told of thirty days before', released, true, 70, { step: 'warn', keepUntil: day(100) }],
    ['are told of once', warned, true, 71, { step: 'none' }],
    [
      'are told of in full where the worker comes late',
      released,
      true,
      90,
      { step: 'warn', keepUntil: day(120) },
    ],
    [
      'never go without a word',
      { ...released, keepUntil: day(1) },
      true,
      90,
      { step: 'warn', keepUntil: day(120) },
    ],
    ['go when they are due', warned, true, 100, { step: 'remove' }],
    [
      'stay while the booking is open',
      warned,
      false,
      100,
      { step: 'postpone', keepUntil: day(130) },
    ],
    [
      'go quietly where nobody saw them',
      { ...released, state: 'sent_back' as const },
      true,
      100,
      {
        step: 'remove',
      },
    ],
  ])('%s', (_what, kept, isOver, now, next) => {
    expect(nextOfFiles(kept, isOver, day(now))).toEqual(next);
  });
  test('are kept for the instrument’s own time, or the platform’s', () => {
    expect(keepUntil(day(0), null, 10)).toEqual(day(10));
    expect(keepUntil(day(0), 90, 10)).toEqual(day(90));
  });
});
