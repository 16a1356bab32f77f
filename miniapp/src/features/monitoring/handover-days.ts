import { startOfDay } from '../../lib/wall-clock';
import type { HandoverNote } from './api';

/** Notes by the day they were written on, as they follow one another. */
export function notesByDay(
  notes: readonly HandoverNote[],
  timeZone?: string,
): { at: number; items: HandoverNote[] }[] {
  const days: { at: number; items: HandoverNote[] }[] = [];
  for (const note of notes) {
    const at = startOfDay(Date.parse(note.writtenAt), timeZone);
    const last = days.at(-1);
    if (last?.at === at) last.items.push(note);
    else days.push({ at, items: [note] });
  }
  return days;
}
