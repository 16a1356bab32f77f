/** 12.5 or 1,200 typed in yuan, in fen; null where it is no amount. */
export function parseYuan(text: string): number | null {
  const typed = text
    .trim()
    .replace(/[,，¥￥]/g, '')
    .replace('。', '.');
  const parts = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(typed);
  if (!parts) return null;
  const [, whole = '0', cents = ''] = parts;
  return Number(whole) * 100 + Number(cents.padEnd(2, '0'));
}

/** Fen as people type yuan. */
export function yuanOf(fen: number): string {
  const rest = fen % 100;
  return rest ? `${Math.floor(fen / 100)}.${String(rest).padStart(2, '0')}` : String(fen / 100);
}
