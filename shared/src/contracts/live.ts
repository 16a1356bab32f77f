import { z } from 'zod';
import { Id, Instant } from '../primitives.ts';
import { RunStateName } from './instrument-models.ts';

/**
 * The WebSocket at `LIVE_PATH`. The first message may carry the token (never the address). Topics:
 * `instrument:ID` for everyone (`run.changed` only where the unit shows it), `me` for the signed-in user, `board:UNIT` for its staff.
 */
export const LiveRequest = z.union([
  z.strictObject({ auth: z.string().max(4000) }),
  z.strictObject({
    subscribe: z.array(z.string().max(80)).max(50),
    /** The last sequence number heard, of all topics or of each; the snapshot tells the newest. */
    since: z.union([z.int().min(0), z.record(z.string(), z.int())]).optional(),
  }),
  z.strictObject({ unsubscribe: z.array(z.string().max(80)).max(50) }),
  z.strictObject({ ping: z.literal(true) }),
]);

export const LiveEvent = z.discriminatedUnion('event', [
  z.object({ event: z.literal('ready'), signedIn: z.boolean() }),
  z.object({ event: z.literal('pong') }),
  z.object({ event: z.literal('refused'), topic: z.string(), code: z.string() }),
  z.object({ event: z.literal('snapshot'), topic: z.string(), seq: z.int() }),
  z.object({
    event: z.literal('calendar.changed'),
    topic: z.string(),
    seq: z.int(),
    data: z.object({ instrumentId: Id, startsAt: Instant, endsAt: Instant, free: z.boolean() }),
  }),
  z.object({
    event: z.literal('booking.changed'),
    topic: z.string(),
    seq: z.int(),
    data: z.object({ bookingId: Id, state: z.string() }),
  }),
  z.object({
    event: z.literal('run.changed'),
    topic: z.string(),
    seq: z.int(),
    data: z.object({ instrumentId: Id, state: RunStateName, since: Instant }),
  }),
  z.object({
    event: z.literal('alarm.changed'),
    topic: z.string(),
    seq: z.int(),
    data: z.object({ alarmId: Id, instrumentId: Id, isOpen: z.boolean() }),
  }),
  z.object({
    event: z.literal('handover.changed'),
    topic: z.string(),
    seq: z.int(),
    data: z.object({ noteId: Id }),
  }),
  z.object({
    event: z.literal('notice'),
    topic: z.string(),
    seq: z.int(),
    data: z.object({ noticeId: Id, kind: z.string() }),
  }),
  z.object({
    event: z.literal('notices.read'),
    topic: z.string(),
    seq: z.int(),
    data: z.object({ unread: z.int().min(0) }),
  }),
]);

export type LiveEvent = z.infer<typeof LiveEvent>;
export type LiveRequest = z.infer<typeof LiveRequest>;
