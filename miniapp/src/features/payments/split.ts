import type { Booking } from '../bookings/api';

type Payments = Booking['payments'];

const kept = (payments: Payments, isCounted: (kind: string) => boolean): number =>
  payments
    .flatMap(({ parts }) => parts)
    .filter(({ kind }) => isCounted(kind))
    .reduce((sum, { amountFen, refundedFen }) => sum + amountFen - refundedFen, 0);

/** What was paid and not given back. */
export function paidFen(payments: Payments): number {
  return kept(payments, () => true);
}

/** Of that what no voucher paid: a fee is kept of it alone. */
export function ownFen(payments: Payments): number {
  return kept(payments, (kind) => kind !== 'voucher');
}

/** How a sum is paid: voucher first, then the prepaid account, then on credit; what is left over is not covered. */
export interface Split {
  voucherFen: number;
  accountFen: number;
  creditFen: number;
  restFen: number;
}

export function splitPayment(
  totalFen: number,
  voucherPayableFen: number,
  accountBalanceFen: number,
  creditLeftFen = 0,
): Split {
  const voucherFen = Math.min(totalFen, Math.max(0, voucherPayableFen));
  const accountFen = Math.min(totalFen - voucherFen, Math.max(0, accountBalanceFen));
  const openFen = totalFen - voucherFen - accountFen;
  const creditFen = Math.min(openFen, Math.max(0, creditLeftFen));
  return { voucherFen, accountFen, creditFen, restFen: openFen - creditFen };
}

/** Whole per cents that add up to 100: what rounding down left goes to the largest remainders. */
export function sharesOf(parts: readonly number[]): number[] {
  const total = parts.reduce((sum, part) => sum + part, 0);
  if (total === 0) return parts.map(() => 0);
  const exact = parts.map((part) => (part * 100) / total);
  const shares = exact.map(Math.floor);
  const left = 100 - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = exact
    .map((share, index) => ({ index, rest: share % 1 }))
    .sort((a, b) => b.rest - a.rest);
  for (const { index } of byRemainder.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}
