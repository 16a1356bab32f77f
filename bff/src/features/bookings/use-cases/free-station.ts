import type { Trx } from '../../../infra/database.ts';
import { Problem } from '../../../problem.ts';
import { isHeldByOthers, lockStation } from '../cells-repository.ts';
import type { Booking } from '../domain/booking.ts';
import { CELL_MS } from '../domain/cells.ts';
import { isStationInUse } from '../repository.ts';

/**
 * A station serves one use at a time, and an early start takes no time that is another's.
 * @throws Problem `booking.station_in_use`, `booking.time_of_others`
 */
export async function mustFindStationFree(
  trx: Trx,
  booking: Pick<Booking, 'id' | 'stationId' | 'startsAt'>,
  from: Date,
): Promise<void> {
  const { id, stationId, startsAt } = booking;
  if (stationId === null) return;
  // Of two starts at once the second one sees the first.
  await lockStation(trx, stationId);
  if (await isStationInUse(trx, stationId, id)) throw new Problem('booking.station_in_use');
  if (startsAt === null || startsAt <= from) return;
  const early = {
    first: Math.floor(from.getTime() / CELL_MS),
    end: Math.ceil(startsAt.getTime() / CELL_MS),
  };
  if (await isHeldByOthers(trx, stationId, id, early)) throw new Problem('booking.time_of_others');
}
