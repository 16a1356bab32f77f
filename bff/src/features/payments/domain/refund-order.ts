/** What one part of a payment still holds, in fen. Parts come in the order they were paid. */
export interface OpenPart {
  paymentId: string;
  position: number;
  kind: 'voucher' | 'account' | 'channel';
  openFen: number;
}

export interface Back<P extends OpenPart> {
  part: P;
  fen: number;
}

const sumOf = (parts: readonly OpenPart[]): number =>
  parts.reduce((sum, { openFen }) => sum + openFen, 0);

/** Own money up to `overFen`, last paid first. */
function ownMoneyBack<P extends OpenPart>(parts: readonly P[], overFen: number): Back<P>[] {
  const backs: Back<P>[] = [];
  let over = overFen;
  for (const part of [...parts].reverse()) {
    const fen = part.kind === 'voucher' ? 0 : Math.min(part.openFen, Math.max(0, over));
    if (fen > 0) backs.push({ part, fen });
    over -= fen;
  }
  return backs;
}

/**
 * What goes back where the final bill is `billFen`: first what vouchers hold above their lawful share
 * of it, earlier ones keeping first; then the rest of the overpayment out of own money, last paid
 * first (rules of the domain, "Price and ledger").
 */
export function backForBill<P extends OpenPart>(
  parts: readonly P[],
  billFen: number,
  lawfulFen: (part: P) => number,
): Back<P>[] {
  const released: Back<P>[] = [];
  let kept = 0;
  for (const part of parts.filter(({ kind }) => kind === 'voucher')) {
    const stays = Math.min(part.openFen, Math.max(0, lawfulFen(part) - kept));
    kept += stays;
    if (stays < part.openFen) released.push({ part, fen: part.openFen - stays });
  }
  const back = released.reduce((sum, { fen }) => sum + fen, 0);
  return [...released.reverse(), ...ownMoneyBack(parts, sumOf(parts) - back - billFen)];
}

/**
 * What goes back where nothing but a fee is kept: vouchers whole, since none pays a fee, and own money
 * above it, last paid first.
 */
export function backForFee<P extends OpenPart>(parts: readonly P[], feeFen: number): Back<P>[] {
  return backForBill(parts, feeFen, () => 0);
}
