import { z } from 'zod';
import { Id, Instant } from '../primitives.ts';
import type { Contract } from './contract.ts';
import { ShownRun } from './instrument-models.ts';
import { StateSeconds, Stretch } from './run-models.ts';

const MOST = 50;
const ID = '[0-9A-Za-z_-]{1,40}';

/** What everyone may know of what instruments do, and who says so. */
export const shownRunContracts = {
  setRunShowing: {
    summary: 'Let everyone see what a unit’s instruments are doing, or nobody but its own people',
    params: z.strictObject({ id: Id }),
    body: z.strictObject({ isShown: z.boolean() }),
    responses: { 200: z.object({ isShown: z.boolean() }) },
  },
  listRunStates: {
    summary: 'What some instruments are doing now, of those whose units let everyone see it',
    query: z.strictObject({
      /** At most 50, with commas between them. */
      ids: z.string().regex(new RegExp(`^${ID}(,${ID}){0,${String(MOST - 1)}}$`)),
    }),
    responses: {
      200: z.object({ at: Instant, items: z.array(ShownRun.extend({ instrumentId: Id })) }),
    },
  },
  getRunDay: {
    summary: 'What an instrument did in the last 24 hours, where its unit lets everyone see it',
    params: z.strictObject({ id: Id }),
    responses: {
      200: z.object({
        at: Instant,
        from: Instant,
        /** Null where its unit keeps it to itself, or it has no sensor. */
        run: z
          .object({
            now: ShownRun,
            stretches: z.array(Stretch),
            seconds: StateSeconds,
            bookings: z.array(z.object({ startsAt: Instant, endsAt: Instant })),
          })
          .nullable(),
      }),
    },
    problems: ['instrument.not_found'],
  },
} satisfies Record<string, Contract>;
