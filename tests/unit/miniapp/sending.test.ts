import { ProblemError } from '../../../miniapp/src/lib/problem-error';
import { parseYuan } from '../../../miniapp/src/lib/money-input';
import {
  isWorthTrying,
  keepSending,
  placeName,
  waitBeforeTry,
} from '../../../miniapp/src/lib/sending';
import type { SentFile } from '../../../miniapp/src/lib/sending';

const away = () => new ProblemError(0, { code: 'network.away', title: 'away' });
const refused = () => new ProblemError(422, { code: 'upload.hash_mismatch', title: 'no' });

function stage(outcomes: (() => Promise<SentFile | null>)[]) {
  const told: string[] = [];
  let tries = 0;
  const sending = keepSending(
    {
      send: () => {
        tries += 1;
        return (outcomes.shift() ?? (() => Promise.reject(away())))();
      },
      stop: () => told.push('stop'),
      forget: () => told.push('forget'),
    },
    {
      onProgress: () => undefined,
      onWaiting: (isWaiting) => told.push(isWaiting ? 'waiting' : 'on'),
      onDone: ({ uploadId }) => told.push(`done ${uploadId}`),
      onFailed: (error) => told.push(`failed ${(error as ProblemError).code}`),
    },
  );
  return { sending, told, tries: () => tries };
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const whole = () => Promise.resolve({ uploadId: 'U1', sha256: null });

test('a line that is away is tried again until the file is there', async () => {
  const { sending, told, tries } = stage([
    () => Promise.reject(away()),
    () => Promise.reject(new ProblemError(503, {})),
    whole,
  ]);
  sending.start();
  await jest.advanceTimersByTimeAsync(0);
  expect(told).toEqual(['stop', 'waiting']);
  await jest.advanceTimersByTimeAsync(waitBeforeTry(0));
  expect(tries()).toBe(2);
  await jest.advanceTimersByTimeAsync(waitBeforeTry(1));
  expect(told).toEqual(['stop', 'waiting', 'waiting', 'on', 'done U1']);
});

test('a refusal ends it, and a tap tries it again', async () => {
  const { sending, told } = stage([() => Promise.reject(refused()), whole]);
  sending.start();
  await jest.advanceTimersByTimeAsync(60_000);
  expect(told).toEqual(['stop', 'failed upload.hash_mismatch']);
  sending.start();
  await jest.advanceTimersByTimeAsync(0);
  expect(told.at(-1)).toBe('done U1');
});

test('paused, it says nothing more and tries nothing more', async () => {
  let arrive: (sent: SentFile) => void = () => undefined;
  const { sending, told, tries } = stage([
    () =>
      new Promise((resolve) => {
        arrive = resolve;
      }),
    whole,
  ]);
  sending.start();
  await jest.advanceTimersByTimeAsync(0);
  sending.pause();
  arrive({ uploadId: 'LATE', sha256: null });
  await jest.advanceTimersByTimeAsync(60_000);
  expect([told, tries()]).toEqual([['stop', 'stop'], 1]);
  sending.start();
  await jest.advanceTimersByTimeAsync(0);
  expect(told.at(-1)).toBe('done U1');
});

test('given up, it is forgotten', () => {
  const { sending, told } = stage([whole]);
  sending.drop();
  expect(told).toEqual(['stop', 'forget']);
});

test.each([
  [0, true],
  [401, true],
  [409, true],
  [423, true],
  [500, true],
  [503, true],
  [400, false],
  [403, false],
  [404, false],
  [410, false],
  [413, false],
  [422, false],
])('after status %i another try is worth it: %s', (status, isWorth) => {
  expect(isWorthTrying(new ProblemError(status, {}))).toBe(isWorth);
});

test('a fault of ours is not tried for ever', () => {
  expect(isWorthTrying(new TypeError('x'))).toBe(false);
});

test.each([
  ['100', 10_000],
  ['12.5', 1_250],
  ['1,200.05', 120_005],
  ['￥80', 8_000],
  ['0', 0],
  ['', null],
  ['12.345', null],
  ['-5', null],
  ['五十', null],
  ['1e3', null],
])('%j yuan are %j fen', (text, fen) => {
  expect(parseYuan(text)).toBe(fen);
});

test('the same file picked for two bookings, or by two people, is two uploads', () => {
  const file = { name: 'raw.bin', size: 10, lastModified: 1 };
  const names = [
    placeName('ANN', 'ONE', file),
    placeName('ANN', 'TWO', file),
    placeName('BO', 'ONE', file),
  ];
  expect(new Set(names).size).toBe(3);
  expect(placeName('ANN', 'ONE', { ...file })).toBe(names[0]);
});
