import type { Booking } from './booking.ts';

/** Who has still to agree to a request. */
export function waitsFor(
  booking: Pick<Booking, 'needsApproval' | 'crewAgreedAt' | 'principalId' | 'principalAgreedAt'>,
): ('crew' | 'principal')[] {
  return [
    ...(booking.needsApproval && booking.crewAgreedAt === null ? (['crew'] as const) : []),
    ...(booking.principalId !== null && booking.principalAgreedAt === null
      ? (['principal'] as const)
      : []),
  ];
}
