import type { Board, BoardItem, BoardRoom } from './api';

export const isWaiting = ({ alarms }: BoardItem): boolean => alarms.length > 0;

/** How many instruments somebody must see to. */
export function countWaiting({ rooms }: Board): number {
  return rooms.reduce((sum, { items }) => sum + items.filter(isWaiting).length, 0);
}

/** The rooms to show: all, or those with what must be seen to, and only that. */
export function shownRooms({ rooms }: Board, onlyWaiting: boolean): BoardRoom[] {
  if (!onlyWaiting) return rooms;
  return rooms.flatMap(({ name, items }) => {
    const waiting = items.filter(isWaiting);
    return waiting.length > 0 ? [{ name, items: waiting }] : [];
  });
}
