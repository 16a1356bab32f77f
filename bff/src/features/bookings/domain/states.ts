export type BookingState =
  | 'held'
  | 'requested'
  | 'confirmed'
  | 'in_use'
  | 'awaiting_results'
  | 'completed'
  | 'disputed'
  | 'closed'
  | 'expired'
  | 'rejected'
  | 'cancelled'
  | 'no_show';

/** The state machine of the rules of the domain, "Booking"; what is not here does not happen. */
const TRANSITIONS: Readonly<Record<BookingState, readonly BookingState[]>> = {
  held: ['requested', 'confirmed', 'expired'],
  requested: ['confirmed', 'rejected', 'cancelled'],
  confirmed: ['in_use', 'cancelled', 'no_show'],
  in_use: ['awaiting_results', 'completed'],
  awaiting_results: ['completed'],
  completed: ['disputed', 'closed'],
  disputed: ['completed', 'closed'],
  closed: [],
  expired: [],
  rejected: [],
  cancelled: [],
  no_show: [],
};

export function canMove(from: BookingState, to: BookingState): boolean {
  return TRANSITIONS[from].includes(to);
}

export function isTerminal(state: BookingState): boolean {
  return TRANSITIONS[state].length === 0;
}

export const TERMINAL_STATES = (Object.keys(TRANSITIONS) as BookingState[]).filter(isTerminal);

/** States that keep their cells: the slot is theirs. */
export const LIVE_STATES: readonly BookingState[] = ['held', 'requested', 'confirmed', 'in_use'];

/** States in which a booking may still be given another time. */
export const MOVABLE_STATES: readonly BookingState[] = ['requested', 'confirmed'];

/** States in which a bill may still be paid for. */
export const PAYABLE_STATES: readonly BookingState[] = [
  'held',
  'requested',
  'confirmed',
  'in_use',
  'awaiting_results',
  'completed',
  'disputed',
];

/** States in which results may be delivered: the first, a new version, or an answer to a dispute. */
export const DELIVERABLE_STATES: readonly BookingState[] = [
  'awaiting_results',
  'completed',
  'disputed',
];

/** States in which a fee may have been kept, and be waived. */
export const EXCUSABLE_STATES: readonly BookingState[] = ['cancelled', 'no_show'];

/** The tabs of a person's own list. */
export const STATE_GROUPS = {
  needsYou: ['held', 'completed'],
  running: ['requested', 'confirmed', 'in_use', 'awaiting_results', 'disputed'],
  done: ['closed'],
  cancelled: ['expired', 'rejected', 'cancelled', 'no_show'],
} as const satisfies Record<string, readonly BookingState[]>;
