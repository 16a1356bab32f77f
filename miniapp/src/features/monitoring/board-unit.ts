import { create } from 'zustand';
import { readStored, store } from '../../lib/storage';

const KEY = 'board-units';

/** Whose board each person looked at last, by the person; kept on the phone. */
const useBoardUnits = create<Record<string, string>>(
  () => readStored<Record<string, string>>(KEY) ?? {},
);

export function useBoardUnit(userId: string): string | undefined {
  return useBoardUnits((units) => units[userId]);
}

/** Remembers the unit, or forgets it where it is no longer theirs. */
export function chooseBoardUnit(userId: string, unitId: string | null): void {
  const known = Object.entries(useBoardUnits.getState()).filter(([id]) => id !== userId);
  const units = Object.fromEntries(unitId === null ? known : [...known, [userId, unitId]]);
  useBoardUnits.setState(units, true);
  store(KEY, units);
}
