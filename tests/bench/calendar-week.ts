import autocannon from 'autocannon';
import { pathOf } from '@dayi/shared/routes/index';
import { insertRows } from '../../bff/src/infra/insert-rows.ts';
import { asStored, type BookingStage, postShot, slotAt } from './booking-stage.ts';

const HOUR = 3_600_000;
const CELL_MS = 15 * 60_000;
const BOOKINGS = 5_000;
const WEEK_STARTS_IN_DAYS = 14;

/** One real booking, copied over the week: an hour each, no two of an instrument at the same time. */
async function plantWeek(stage: BookingStage, from: number): Promise<void> {
  const { db } = stage.deps;
  const [person] = stage.takePeople(1);
  const model = await stage.client.fireOne(
    postShot(stage, 0, person!, pathOf('createBooking'), {
      ...slotAt(stage, 1, 24 * (WEEK_STARTS_IN_DAYS + 8)),
      kind: 'time',
    }),
  );
  const row = (await db('bookings').where({ id: model.body!.id! }).first()) as Record<
    string,
    unknown
  >;
  const all = Array.from({ length: BOOKINGS }, (_, nth) => {
    const instrumentId = stage.instruments[nth % stage.instruments.length]!;
    const startsAt = from + (2 + 8 * Math.floor(nth / stage.instruments.length)) * HOUR;
    return { id: `WEEK${String(nth)}`, instrumentId, stationId: `${instrumentId}S`, startsAt };
  });
  await insertRows(
    db,
    'bookings',
    all.map(({ id, instrumentId, stationId, startsAt }) => ({
      ...asStored(row),
      id,
      instrument_id: instrumentId,
      station_id: stationId,
      state: 'confirmed',
      hold_slot: null,
      hold_expires_at: null,
      starts_at: new Date(startsAt),
      ends_at: new Date(startsAt + HOUR),
    })),
  );
  await insertRows(
    db,
    'booking_cells',
    all.flatMap(({ id, stationId, startsAt }) =>
      [0, 1, 2, 3].map((at) => ({
        station_id: stationId,
        cell: startsAt / CELL_MS + at,
        owner_kind: 'booking',
        owner_id: id,
      })),
    ),
  );
}

/** The week of 300 instruments with 5,000 bookings in it, as a hall's screen asks for it. */
export async function measureCalendarWeek(stage: BookingStage, seconds: number) {
  const from = Math.ceil(Date.now() / HOUR) * HOUR + WEEK_STARTS_IN_DAYS * 24 * HOUR;
  await plantWeek(stage, from);
  const query = new URLSearchParams({
    unitId: 'UNITOWN',
    from: new Date(from).toISOString(),
    to: new Date(from + 7 * 24 * HOUR).toISOString(),
    limit: '300',
  });
  const path = `${pathOf('listCalendars')}?${query.toString()}`;
  const answer = await fetch(new URL(path, stage.product.url));
  const { items } = (await answer.json()) as { items: { busy: unknown[] }[] };
  const options = { url: stage.product.url, connections: 4, requests: [{ path }] };
  await autocannon({ ...options, duration: 2 });
  const result = await autocannon({ ...options, duration: seconds });
  return {
    instruments: items.length,
    stretches: items.reduce((sum, { busy }) => sum + busy.length, 0),
    perSecond: Math.round(result.requests.average),
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    failed: result.non2xx + result.errors,
  };
}
