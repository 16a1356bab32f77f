import { DateTime } from 'luxon';

/** What a member has used of a group's money in a month, in fen, and may at most; null is no limit. */
export interface MemberUse {
  limitFen: number | null;
  usedFen: number;
}

/** What one booking of one member takes of a group's month: as it was held, until it is set anew. */
export interface Share {
  bookingId: string;
  groupId: string;
  userId: string;
  month: string;
  heldFen: number;
}

/** What may still be spent; null where there is no limit. A limit lowered under the use leaves nothing. */
export const leftFen = ({ limitFen, usedFen }: MemberUse): number | null =>
  limitFen === null ? null : Math.max(0, limitFen - usedFen);

/**
 * Whether spending so much more passes the limit. Exactly the limit is still allowed, and who spends no
 * more passes none: a limit lowered later never stands in the way of what is booked already.
 */
export const isOverLimit = ({ limitFen, usedFen }: MemberUse, moreFen: number): boolean =>
  moreFen > 0 && limitFen !== null && usedFen + moreFen > limitFen;

/**
 * The calendar month that a booking counts in: that of its making, in China's time. A limit is about
 * spending, which happens then; it spans instruments of many units, so the zone of no one instrument can
 * decide, samples have no time yet, and a move must not carry money into another month.
 */
export const spendingMonth = (madeAt: Date): string =>
  DateTime.fromJSDate(madeAt, { zone: 'Asia/Shanghai' }).toFormat('yyyy-MM');
