/** How a user wants to pay, in fen; what is left out is zero. */
export interface WantedParts {
  voucherGrantId?: string | undefined;
  voucherFen?: number | undefined;
  accountFen?: number | undefined;
  channel?: string | undefined;
  channelFen?: number | undefined;
}

export type PartsVerdict = 'ok' | 'mismatch' | 'channel_unavailable';

/** The parts must add up to what is due, and a voucher's sum must name its voucher. */
export function judgeParts(dueFen: number, parts: WantedParts): PartsVerdict {
  const { voucherFen = 0, accountFen = 0, channelFen = 0 } = parts;
  if (channelFen > 0 || parts.channel !== undefined) return 'channel_unavailable';
  if (voucherFen > 0 && parts.voucherGrantId === undefined) return 'mismatch';
  return voucherFen + accountFen + channelFen === dueFen ? 'ok' : 'mismatch';
}
