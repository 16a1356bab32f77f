const pad = (value: number) => String(value).padStart(2, '0');

const quarters = Array.from(
  { length: 96 },
  (_, index) => `${pad(Math.floor(index / 4))}:${pad((index % 4) * 15)}`,
);

/** The times of a day that rules and blocks may name; an end may be midnight, `24:00`. */
export function quarterHours(isEnd = false): string[] {
  return isEnd ? [...quarters.slice(1), '24:00'] : quarters;
}
