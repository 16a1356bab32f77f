import { z } from 'zod';
import { Id, Instant } from '../primitives.ts';
import type { Contract } from './contract.ts';

/** What one shift leaves to the next. */
export const HandoverNote = z.object({
  id: Id,
  text: z.string(),
  instrument: z
    .object({ id: Id, name: z.string(), nameEn: z.string().nullable(), model: z.string() })
    .nullable(),
  /** The crew it is for; null where it is for the whole unit. */
  crewName: z.string().nullable(),
  writtenBy: z.string(),
  writtenAt: Instant,
  doneBy: z.string().nullable(),
  doneAt: Instant.nullable(),
});

export const handoverContracts = {
  listHandoverNotes: {
    summary: 'What was left to the next shift: all that is open, and what was done in the last day',
    params: z.strictObject({ id: Id }),
    responses: { 200: z.object({ items: z.array(HandoverNote) }) },
  },
  writeHandoverNote: {
    summary: 'Leave the next shift a note, about an instrument or none; at most 300 characters',
    params: z.strictObject({ id: Id }),
    idempotent: true,
    body: z.strictObject({
      text: z.string().max(2_400),
      instrumentId: Id.nullable().default(null),
    }),
    responses: { 201: HandoverNote },
    problems: ['instrument.not_found'],
  },
  finishHandoverNote: {
    summary: 'Mark a note as done, or as open again',
    params: z.strictObject({ id: Id }),
    body: z.strictObject({ isDone: z.boolean() }),
    responses: { 200: HandoverNote },
    problems: ['monitoring.note_not_found'],
  },
} satisfies Record<string, Contract>;
