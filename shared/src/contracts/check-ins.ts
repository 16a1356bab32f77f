import { z } from 'zod';
import { Id } from '../primitives.ts';
import { Booking } from './booking-models.ts';
import type { Contract } from './contract.ts';

const idParams = z.strictObject({ id: Id });

const Code = z.object({
  /** Eight letters and digits, for those who type instead of scanning. */
  code: z.string(),
  /** The same as a picture, a `data:` address. */
  qr: z.string(),
});

export const checkInContracts = {
  getCheckIn: {
    summary: 'The code that a booking’s owner shows the crew',
    params: idParams,
    responses: { 200: Code },
    problems: ['booking.not_found', 'access.forbidden'],
  },
  findCheckIn: {
    summary: 'The crew’s booking of today behind a code that was scanned or typed',
    params: z.strictObject({ code: z.string().min(1).max(40) }),
    responses: { 200: Booking },
    problems: ['check_in.not_found'],
  },
  getInstrumentLabel: {
    summary: 'The label on an instrument, by which its users begin and end by themselves',
    params: idParams,
    responses: {
      200: Code.extend({ name: z.string(), model: z.string(), assetCode: z.string() }),
    },
    problems: ['instrument.not_found', 'access.forbidden'],
  },
} satisfies Record<string, Contract>;
