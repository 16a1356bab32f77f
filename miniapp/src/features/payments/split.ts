/** How a sum is paid: voucher first, then the prepaid account; what is left over is not covered. */
export interface Split {
  voucherFen: number;
  accountFen: number;
  restFen: number;
}

export function splitPayment(totalFen: number, voucherPayableFen: number, accountBalanceFen: number): Split {
  const voucherFen = Math.min(totalFen, Math.max(0, voucherPayableFen));
  const accountFen = Math.min(totalFen - voucherFen, Math.max(0, accountBalanceFen));
  return { voucherFen, accountFen, restFen: totalFen - voucherFen - accountFen };
}

/** Whole per cents that add up to 100, the largest part taking up what rounding left. */
export function sharesOf(parts: readonly number[]): number[] {
  const total = parts.reduce((sum, part) => sum + part, 0);
  if (total === 0) return parts.map(() => 0);
  const shares = parts.map((part) => Math.floor((part * 100) / total));
  const largest = parts.indexOf(Math.max(...parts));
  shares[largest] = (shares[largest] ?? 0) + 100 - shares.reduce((sum, share) => sum + share, 0);
  return shares;
}
