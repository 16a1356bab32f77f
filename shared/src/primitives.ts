import { z } from 'zod';

/** Opaque identifier. Clients compare it, never take it apart. */
export const Id = z.string().regex(/^[0-9A-Za-z_-]{1,40}$/);

/** UTC instant, ISO 8601 with a trailing Z, between the years 2000 and 2100. */
export const Instant = z.iso
  // What is no instant is not judged further: neither its range nor its order.
  .datetime({ abort: true })
  .refine((text) => text >= '2000-01-01' && text < '2100-01-01', { error: 'out_of_range' });

/** Calendar day in the unit's own time zone, `2026-11-25`. */
export const LocalDate = z.iso.date();

/** Half-open interval `[startsAt, endsAt)`. */
export const TimeRange = z.object({ startsAt: Instant, endsAt: Instant });

/** Money in fen (CNY 0.01), never negative. The upper bound keeps sums inside safe integers. */
export const Fen = z.int().min(0).max(1_000_000_000_000);

/** A sum that may be negative, as in postings. */
export const SignedFen = z.int().min(-1e15).max(1e15);

export const Count = z.int().min(0);

const Cursor = z.string().max(200);

/** Query of every list. `limit` defaults to 20. */
export const pageQuery = {
  cursor: Cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
};

/** `{ items, nextCursor, total? }`; `nextCursor` is null on the last page. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: Cursor.nullable(), total: Count.optional() });
