import type { Deps } from '../../../deps.ts';
import type { Database, Trx } from '../../../infra/database.ts';

/** A booked time on an instrument. */
export interface Booked {
  id: string;
  instrumentId: string;
  startsAt: Date;
  endsAt: Date;
}

/** When an instrument was first seen on for a booking; null where it was not, or nobody looked. */
export type Witness = (deps: Deps, trx: Trx, booked: Booked) => Promise<Date | null>;

const witnesses = new WeakMap<Database, Witness>();

/** Says who saw whether an instrument ran: bookings know nothing of sensors. */
export function trustWitness({ db }: Pick<Deps, 'db'>, witness: Witness): void {
  witnesses.set(db, witness);
}

export async function seenOn(deps: Deps, trx: Trx, booked: Booked): Promise<Date | null> {
  return (await witnesses.get(deps.db)?.(deps, trx, booked)) ?? null;
}
