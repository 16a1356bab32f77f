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

const ended = ['disputed', 'expired', 'rejected', 'cancelled', 'no_show'] as const;
type Ended = (typeof ended)[number];

const endOf = (state: BookingState) => ended.find((end) => end === state);

export interface Step {
  name: StepName;
  state: StepState;
  /** The step's own word, or what broke it. */
  word: StepName | Ended;
}

/** Where a booking stands on its way: booked · paid · approved · in use · results · reviewed. */
export function stepsOf(booking: Pick<Booking, 'state' | 'reviewedAt' | 'payments'>): Step[] {
  const isPaid = booking.payments.length > 0;
  const end = endOf(booking.state);
  const at = booking.state === 'cancelled' && isPaid ? 2 : reached[booking.state];
  return stepNames.map((name, index) => {
    if (booking.reviewedAt && index === stepNames.length - 1)
      return { name, state: 'done', word: name };
    if (index < at) return { name, state: 'done', word: name };
    if (index > at) return { name, state: 'ahead', word: name };
    if (end) return { name, state: 'broken', word: end };
    return { name, state: 'now', word: name };
  });
}

export type Tone = 'plain' | 'accent' | 'quiet' | 'warn' | 'alarm';

/** How a state's tag looks: accent while it lives, amber while a person is waited for, red for a dispute. */
export function toneOf(state: BookingState): Tone {
  if (state === 'disputed') return 'alarm';
  if (state === 'requested') return 'warn';
  if (state === 'held' || state === 'confirmed' || state === 'in_use' || state === 'completed')
    return 'accent';
  return 'quiet';
}
