import { z } from 'zod';
import { Count, Id, Instant } from '../primitives.ts';
import { RunStateName } from './instrument-models.ts';

/** What an instrument can be said to do; silence is told by the clock, not by people. */
const UseState = z.enum(['off', 'standby', 'on']);
export const Amperes = z.number();
export const Seconds = z.int().min(0);

export const Stretch = z.object({ state: RunStateName, startsAt: Instant, endsAt: Instant });
export const StateSeconds = z.object({
  on: Seconds,
  standby: Seconds,
  off: Seconds,
  offline: Seconds,
});

export const Span = { from: Instant, to: Instant };
export const RunModel = z.object({
  version: z.int().min(1),
  madeAt: Instant,
  /** Why it was made: `cold` from others of its class, `nightly`, or after a `correction`. */
  reason: z.enum(['cold', 'nightly', 'correction', 'first']),
  /** The readings it was learned from; null where it was learned from others. */
  learnedFrom: z.object(Span).nullable(),
  /** Lowest first. */
  levels: z.array(
    z.object({
      state: UseState,
      amperes: Amperes,
      /** Nine in ten readings of the level lie between. */
      low: Amperes,
      high: Amperes,
      /** Of the time it was learned from, 0 to 1. */
      share: z.number(),
      confidence: z.number(),
    }),
  ),
  /** Where one state ends and the next begins, amperes, lowest first. */
  borders: z.array(z.object({ below: UseState, above: UseState, amperes: Amperes })),
  drift: z.object({ gain: z.number(), offsetAmperes: z.number() }),
});

export const Correction = z.object({
  id: Id,
  ...Span,
  state: UseState,
  byName: z.string(),
  at: Instant,
  /** Too old to weigh in what is learned. */
  isExpired: z.boolean(),
  may: z.array(z.enum(['withdraw'])),
});

export const CorrectionBody = z
  .strictObject({ ...Span, state: UseState })
  .refine(({ from, to }) => from < to, { path: ['to'], error: 'ends_before_start' });

export const CorrectionPreview = z.object({
  onTodaySeconds: z.object({ before: Seconds, after: Seconds }),
  /** What of the last seven days would be told otherwise. */
  changed: z.object({ stretches: Count, seconds: Seconds }),
  borders: z.object({ before: RunModel.shape.borders, after: RunModel.shape.borders }),
  /** From when on the model is the new one. */
  relearnedAt: Instant,
});
