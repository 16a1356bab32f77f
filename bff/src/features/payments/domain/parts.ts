/** How a user wants to pay, in fen; what is left out is zero. */
export interface WantedParts {
  voucherGrantId?: string | undefined;
  voucherFen?: number | undefined;
  accountFen?: number | undefined;
  channel?: string | undefined;
  channelFen?: number | undefined;
}

const isMoney = (fen: number): boolean => Number.isSafeInteger(fen) && fen >= 0;

/**
 * The parts must be whole sums of fen that add up to what is due; a voucher's sum must name its
 * voucher and a channel's its channel.
 */
export function judgeParts(dueFen: number, parts: WantedParts): 'ok' | 'mismatch' {
  const { voucherFen = 0, accountFen = 0, channelFen = 0 } = parts;
  if (![voucherFen, accountFen, channelFen].every(isMoney)) return 'mismatch';
  if (voucherFen > 0 && parts.voucherGrantId === undefined) return 'mismatch';
  if (channelFen > 0 && parts.channel === undefined) return 'mismatch';
  return voucherFen + accountFen + channelFen === dueFen ? 'ok' : 'mismatch';
}
