import { Problem } from '../problem.ts';

/** A page cursor is the sort key of the last item, opaque to clients. */
export function encodeCursor(key: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** @throws Problem `request.cursor_invalid` where it is not one of ours with `length` parts. */
export function decodeCursor(cursor: string, length: number): (string | number | null)[] {
  try {
    if (!/^[\w-]+$/.test(cursor)) throw new Problem('request.cursor_invalid');
    const key = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown;
    if (Array.isArray(key) && key.length === length) return key as (string | number | null)[];
  } catch {
    // Falls through to the refusal below.
  }
  throw new Problem('request.cursor_invalid');
}

/** The key of a list ordered by an instant and an id. @throws Problem `request.cursor_invalid` */
export function decodeInstantCursor(cursor: string): { at: Date; id: string } {
  const [text, id] = decodeCursor(cursor, 2);
  const at = new Date(String(text));
  if (Number.isNaN(at.getTime()) || typeof id !== 'string') {
    throw new Problem('request.cursor_invalid');
  }
  return { at, id };
}

/** The key of a list ordered by one whole number. @throws Problem `request.cursor_invalid` */
export function decodeNumberCursor(cursor: string): number {
  const [value] = decodeCursor(cursor, 1);
  if (!Number.isSafeInteger(value)) throw new Problem('request.cursor_invalid');
  return Number(value);
}

/** The key of a list ordered by id. @throws Problem `request.cursor_invalid` */
export function decodeIdCursor(cursor: string): string {
  const [id] = decodeCursor(cursor, 1);
  if (typeof id !== 'string') throw new Problem('request.cursor_invalid');
  return id;
}

/** One page out of `limit + 1` rows read: the extra row only tells that there is more. */
export function pageOf<T>(
  rows: readonly T[],
  limit: number,
  keyOf: (row: T) => readonly (string | number | null)[],
): { rows: T[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { rows: page, nextCursor: hasMore ? encodeCursor(keyOf(last)) : null };
}
