import { distribute } from '../../bff/src/features/payments/domain/distribute.ts';
import {
  backForBill,
  backForFee,
  type OpenPart,
} from '../../bff/src/features/payments/domain/refund-order.ts';
import {
  canMovePayment,
  type PaymentState,
  stateAfterRefund,
} from '../../bff/src/features/payments/domain/states.ts';
import { lawfulShare } from '../../bff/src/features/vouchers/index.ts';

/** `V50 A50 | C20` is a payment of voucher 50 and account 50, then one of a channel's 20. */
function paid(text: string): OpenPart[] {
  const kinds = { V: 'voucher', A: 'account', C: 'channel' } as const;
  return text.split(' | ').flatMap((payment, index) =>
    payment.split(' ').map((part, position) => ({
      paymentId: String(index),
      position,
      kind: kinds[part[0] as keyof typeof kinds],
      openFen: Number(part.slice(1)),
    })),
  );
}

const told = (backs: ReturnType<typeof backForFee>) =>
  backs.map(({ part, fen }) => `${part.paymentId}${part.kind[0]!.toUpperCase()}${fen}`).join(' ');

// Vouchers may pay half of a bill here.
test.each([
  ['V50 A50', 100, ''],
  ['V50 A50', 150, ''],
  ['V50 A50', 90, '0V5 0A5'],
  ['V50 A50', 81, '0V10 0A9'],
  ['V50 A50', 0, '0V50 0A50'],
  ['V10 A90', 60, '0A40'],
  ['A60 C40', 50, '0C40 0A10'],
  ['V50 A50 | A40', 80, '0V10 1A40 0A10'],
  ['V50 A50 | V20 A20', 100, '1V20 1A20'],
  ['V50 A50 | V20 A20', 60, '1V20 0V20 1A20 0A20'],
  ['A100 | V50', 110, '0A40'],
  ['A100 | C40 | A10', 105, '2A10 1C35'],
])('of %s a bill of %i gives back %s', (parts, billFen, expected) => {
  const backs = backForBill(paid(parts), billFen, () => Math.floor(billFen / 2));
  expect(told(backs)).toBe(expected);
});

test.each([
  ['V50 A50', 0, '0V50 0A50'],
  ['V50 A50', 30, '0V50 0A20'],
  ['V50 A50', 50, '0V50'],
  ['V50 A50', 90, '0V50'],
  ['A50 | A50', 70, '1A30'],
  ['V100', 40, '0V100'],
])('of %s a fee of %i lets %s go', (parts, feeFen, expected) => {
  expect(told(backForFee(paid(parts), feeFen))).toBe(expected);
});

const YUAN = 100;
const rules = {
  sharePercent: 50,
  fullUpToFen: 0,
  capPerApplicationFen: 20_000 * YUAN,
  capPerCompanyYearFen: 100_000 * YUAN,
  unitRegionPrefix: '33',
};

// Yuhuan pays bills up to 10,000 yuan in full, by its public notice.
test.each([
  [0, 1, 0],
  [0, 3, 1],
  [0, 199, 99],
  [10_000, 9_999_99, 9_999_99],
  [10_000, 10_000_00, 10_000_00],
  [10_000, 10_000_01, 10_000_00],
  [10_000, 20_000_00, 10_000_00],
  [10_000, 20_000_02, 10_000_01],
  [10_000, 90_000_00, 20_000_00],
])('full up to %i yuan, a bill of %i fen may take %i by voucher', (full, billFen, fen) => {
  expect(lawfulShare({ ...rules, fullUpToFen: full * YUAN }, billFen)).toBe(fen);
});

test.each([
  [100, 0, 0, true, true, [100, 0, 0]],
  [101, 33, 17, true, true, [51, 33, 17]],
  [101, 33, 17, false, true, [84, 0, 17]],
  [101, 33, 17, true, false, [68, 33, 0]],
  [1, 99, 1, true, true, [1, 0, 0]],
  [100, 60, 40, true, true, [0, 60, 40]],
  [0, 60, 40, true, true, [0, 0, 0]],
])(
  '%i fen at %i %% and %i %% (crew: %s, group: %s) are shared out %j',
  (fen, crewPercent, groupPercent, crew, group, expected) => {
    const shares = distribute(fen, { version: 1, crewPercent, groupPercent }, { crew, group });
    expect([shares.unitFen, shares.crewFen, shares.groupFen]).toEqual(expected);
  },
);

test('a payment moves as its table says and no other way', () => {
  const states: PaymentState[] = ['pending', 'paid', 'partly_refunded', 'refunded', 'failed'];
  const table = Object.fromEntries(
    states.map((from) => [from, states.filter((to) => canMovePayment(from, to))]),
  );
  expect(table).toEqual({
    pending: ['paid', 'failed'],
    paid: ['partly_refunded', 'refunded'],
    partly_refunded: ['partly_refunded', 'refunded'],
    refunded: [],
    failed: [],
  });
});

test('a payment is refunded once nothing of it is left, and partly before', () => {
  const part = (amountFen: number, refundedFen: number) => ({ amountFen, refundedFen });
  expect(stateAfterRefund([part(5, 5), part(7, 7)])).toBe('refunded');
  expect(stateAfterRefund([part(5, 5), part(7, 6)])).toBe('partly_refunded');
});
