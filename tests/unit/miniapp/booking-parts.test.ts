import fc from 'fast-check';
import type { Booking } from '../../../miniapp/src/features/bookings/api';
import { arrange } from '../../../miniapp/src/features/bookings/groups';
import { stepsOf } from '../../../miniapp/src/features/bookings/steps';
import { drawingOf } from '../../../miniapp/src/features/instruments/class-drawing';
import { openingWords } from '../../../miniapp/src/features/instruments/rules-in-words';
import {
  ownFen,
  paidFen,
  sharesOf,
  splitPayment,
} from '../../../miniapp/src/features/payments/split';

test.each([
  ['what neither covers', [106_000, 53_000, 30_000], [53_000, 30_000, 0, 23_000]],
  ['credit for the rest', [106_000, 53_000, 30_000, 50_000], [53_000, 30_000, 23_000, 0]],
  ['credit as far as it goes', [106_000, 53_000, 30_000, 3_000], [53_000, 30_000, 3_000, 20_000]],
  ['credit alone', [106_000, 0, 0, 106_000], [0, 0, 106_000, 0]],
  ['nothing to pay', [0, 0, 30_000, 50_000], [0, 0, 0, 0]],
] as const)(
  'voucher first, then account, then %s',
  (_, [total, voucher, balance, credit], parts) => {
    const split = splitPayment(total, voucher, balance, credit);
    expect([split.voucherFen, split.accountFen, split.creditFen, split.restFen]).toEqual(parts);
  },
);

test('the parts of a payment always add up, and so do their shares', () => {
  const fen = fc.integer({ min: 0, max: 1e9 });
  fc.assert(
    fc.property(fen, fen, fen, fen, (total, voucher, balance, credit) => {
      const split = splitPayment(total, voucher, balance, credit);
      const parts = [split.voucherFen, split.accountFen, split.creditFen, split.restFen];
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
      expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
      const shares = sharesOf(parts);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(total ? 100 : 0);
    }),
  );
  expect(sharesOf([53_000, 30_000, 23_000])).toEqual([50, 28, 22]);
});

test('what was given back is paid no more, and a fee is kept of own money alone', () => {
  const part = (kind: string, amountFen: number, refundedFen: number) => ({
    kind,
    name: '',
    amountFen,
    refundedFen,
  });
  const payments = [
    { parts: [part('voucher', 50_000, 10_000), part('account', 50_000, 20_000)] },
    { parts: [part('channel', 5_000, 0)] },
  ] as unknown as Booking['payments'];
  expect([paidFen(payments), ownFen(payments), paidFen([])]).toEqual([75_000, 35_000, 0]);
});

const paid = { payments: [{} as Booking['payments'][number]], reviewedAt: null };

test.each([
  ['held', 'done now ahead ahead ahead ahead'],
  ['requested', 'done done now ahead ahead ahead'],
  ['confirmed', 'done done done now ahead ahead'],
  ['awaiting_results', 'done done done done now ahead'],
  ['disputed', 'done done done done broken ahead'],
  ['closed', 'done done done done done now'],
  ['rejected', 'done done broken ahead ahead ahead'],
] as const)('the steps of a booking that is %s', (state, steps) => {
  const shown = stepsOf({ state, ...paid }).map((step) => step.state);
  expect(shown.join(' ')).toBe(steps);
});

test("today's slot stands above what waits for its owner, what only runs below", () => {
  const booking = (id: string, state: Booking['state'], startsAt: string) =>
    ({ id, state, startsAt, createdAt: startsAt, may: [] as Booking['may'] }) as unknown as Booking;
  const held = booking('held', 'held', '2026-11-27T06:00:00.000Z');
  const today = booking('today', 'confirmed', '2026-11-24T06:00:00.000Z');
  const later = booking('later', 'confirmed', '2026-11-28T06:00:00.000Z');
  const arranged = arrange(
    [held],
    [later, today, held],
    (at) => at === Date.parse('2026-11-24T06:00:00.000Z'),
  );
  expect(arranged.today.map(({ id }) => id)).toEqual(['today']);
  expect(arranged.waiting.map(({ id }) => id)).toEqual(['held']);
  expect(arranged.watching.map(({ id }) => id)).toEqual(['later']);
});

test('a difference due waits for its owner, once, and a sample without times stands last', () => {
  const booking = (id: string, startsAt: string | null, may: Booking['may']) =>
    ({
      id,
      state: 'confirmed',
      startsAt,
      createdAt: '2026-11-24T06:00:00.000Z',
      may,
    }) as unknown as Booking;
  const owing = booking('owing', '2026-11-27T06:00:00.000Z', ['pay']);
  const sample = booking('sample', null, []);
  const later = booking('later', '2026-11-28T06:00:00.000Z', []);
  const none = () => false;
  const arranged = arrange([], [sample, owing, later], none);
  expect(arranged.waiting.map(({ id }) => id)).toEqual(['owing']);
  expect(arranged.watching.map(({ id }) => id)).toEqual(['later', 'sample']);
  expect(arrange([owing], [owing], none).waiting).toEqual([owing]);
});

test('opening hours that repeat are read as one span of days', () => {
  const week = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '08:30', to: '17:30' }));
  const saturday = { weekday: 6, from: '09:00', to: '12:00' };
  expect(openingWords(week, 'zh-CN')).toBe('周一至周五 08:30–17:30');
  expect(openingWords([...week, saturday], 'en')).toBe('Mon–Fri 08:30–17:30; Sat 09:00–12:00');
  expect(openingWords([], 'zh-CN')).toBe('');
});

test('every class code has a drawing, the nearest group first', () => {
  expect(drawingOf('010102')).toBe('electron');
  expect(drawingOf('010203')).toBe('mass');
  expect(drawingOf('990000')).toBe('generic');
});
