import type { BrokenRule } from '../../../problem.ts';
import type { Quota } from '../../instruments/index.ts';
import type { Booking } from './booking.ts';
import { brokenQuota } from './decide-booking.ts';
import { chargesOf } from './quotas.ts';

type Counted = Pick<Booking, 'id' | 'ownerId' | 'payerKind' | 'payerId' | 'createdAt'> & {
  startsAt: Date;
  endsAt: Date;
  timeZone: string;
};

/**
 * Of bookings to come those that quotas would not have let in, with the quotas they pass. Who booked
 * first fills a quota first.
 */
export function overQuota(
  quotas: readonly Quota[],
  bookings: readonly Counted[],
): Map<string, BrokenRule[]> {
  const used = new Map<string, number>();
  const over = new Map<string, BrokenRule[]>();
  const inTurn = [...bookings].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  for (const booking of inTurn) {
    const charges = chargesOf(quotas, {
      range: booking,
      userId: booking.ownerId,
      groupId: booking.payerKind === 'group' ? booking.payerId : null,
      timeZone: booking.timeZone,
    });
    const broken = charges.filter(
      ({ key, amount, limit }) => (used.get(key) ?? 0) + amount > limit,
    );
    if (broken.length > 0) over.set(booking.id, broken.map(brokenQuota));
    for (const { key, amount } of charges) used.set(key, (used.get(key) ?? 0) + amount);
  }
  return over;
}
