/** `360` or `360.5` yuan as fen; null where it is no sum. */
export function fenOf(text: string): number | null {
  const match = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!match) return null;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

/** Fen as people type yuan. */
export function yuanOf(fen: number): string {
  const rest = fen % 100;
  return rest ? `${Math.floor(fen / 100)}.${String(rest).padStart(2, '0')}` : String(fen / 100);
}
