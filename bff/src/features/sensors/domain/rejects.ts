/** Why a reading, or a whole message, is not taken; counted by sensor and day. */
export const REJECT_REASONS = [
  'not_a_number',
  'negative',
  'too_large',
  'unknown_sensor',
  'foreign_topic',
  'clock_ahead',
  'clock_behind',
  'retained',
  'payload_too_large',
  'batch_too_large',
  'too_fast',
  'malformed',
] as const;

export type RejectReason = (typeof REJECT_REASONS)[number];
