import type { Booking, BookingState } from './api';

export const stepNames = ['booked', 'paid', 'approved', 'used', 'results', 'reviewed'] as const;
export type StepName = (typeof stepNames)[number];
export type StepState = 'done' | 'now' | 'ahead' | 'broken';

const reached: Record<BookingState, number> = {
  held: 1,
  requested: 2,
  confirmed: 3,
  in_use: 3,
  awaiting_results: 4,
  completed: 4,
  disputed: 4,
  closed: 5,
  expired: 1,
  rejected: 2,
  cancelled: 1,
  no_show: 3,
};

const ended: BookingState[] = ['expired', 'rejected', 'cancelled', 'no_show'];

/** Where a booking stands on its way: booked · paid · approved · in use · results · reviewed. */
export function stepsOf(booking: Pick<Booking, 'state' | 'reviewedAt' | 'payments'>): { name: StepName; state: StepState }[] {
  const isPaid = booking.payments.length > 0;
  const at = booking.state === 'cancelled' && isPaid ? 2 : reached[booking.state];
  return stepNames.map((name, index) => {
    if (booking.reviewedAt && index === stepNames.length - 1) return { name, state: 'done' };
    if (index < at) return { name, state: 'done' };
    if (index > at) return { name, state: 'ahead' };
    if (booking.state === 'disputed' || ended.includes(booking.state)) return { name, state: 'broken' };
    return { name, state: 'now' };
  });
}

export type Tone = 'plain' | 'accent' | 'quiet' | 'warn' | 'alarm';

/** How a state's tag looks: accent while it lives, amber while a person is waited for, red for a dispute. */
export function toneOf(state: BookingState): Tone {
  if (state === 'disputed') return 'alarm';
  if (state === 'requested') return 'warn';
  if (state === 'held' || state === 'confirmed' || state === 'in_use' || state === 'completed') return 'accent';
  return 'quiet';
}
