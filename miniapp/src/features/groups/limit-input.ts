import { parseYuan } from '../../lib/money-input';

/** What was typed as a limit: a sum in fen, null for none where nothing was typed, or no sum at all. */
export function readLimit(text: string): { fen: number | null } | 'bad' {
  if (text.trim() === '') return { fen: null };
  const fen = parseYuan(text);
  return fen === null ? 'bad' : { fen };
}

/** A limit of which nine tenths are used asks for the head's eye. */
export function isNearlyUsed({
  limitFen,
  usedFen,
}: {
  limitFen: number | null;
  usedFen: number;
}): boolean {
  return limitFen !== null && limitFen > 0 && usedFen * 10 >= limitFen * 9;
}
