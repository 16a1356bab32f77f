/** The calendar's atom: 15 minutes of one station. Cell n covers [n × 15 min, (n + 1) × 15 min). */
export const CELL_MS = 15 * 60_000;

export interface Interval {
  startsAt: Date;
  endsAt: Date;
}

/** A half-open run of cells. */
export interface CellRange {
  first: number;
  end: number;
}

/** The cells an interval needs with its buffers, rounded outwards to whole cells. */
export function cellsOf(
  range: Interval,
  buffers: { beforeMinutes: number; afterMinutes: number } = { beforeMinutes: 0, afterMinutes: 0 },
): CellRange {
  return {
    first: Math.floor((range.startsAt.getTime() - buffers.beforeMinutes * 60_000) / CELL_MS),
    end: Math.ceil((range.endsAt.getTime() + buffers.afterMinutes * 60_000) / CELL_MS),
  };
}

export function listCells({ first, end }: CellRange): number[] {
  return Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
}

export function cellStart(cell: number): Date {
  return new Date(cell * CELL_MS);
}
