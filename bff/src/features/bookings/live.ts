import type { OutboxHandler } from '../../infra/outbox.ts';
import { publishLive } from '../../infra/live-bus.ts';

const pushCalendar: OutboxHandler = async (deps, event) => {
  const instrumentId = String(event.payload['instrumentId']);
  await publishLive(deps, {
    event: 'calendar.changed',
    topic: `instrument:${instrumentId}`,
    seq: event.seq,
    data: {
      instrumentId,
      startsAt: String(event.payload['startsAt']),
      endsAt: String(event.payload['endsAt']),
      free: event.payload['free'] === true,
    },
  });
};

/** To the owner's phones, and to the desk of the unit whose crew it concerns. */
const pushBooking: OutboxHandler = async (deps, event) => {
  const data = {
    bookingId: String(event.payload['bookingId']),
    state: String(event.payload['state']),
  };
  for (const topic of [
    `user:${String(event.payload['ownerId'])}`,
    `board:${String(event.payload['unitId'])}`,
  ]) {
    await publishLive(deps, { event: 'booking.changed', topic, seq: event.seq, data });
  }
};

/** What open phones hear of bookings. */
export const bookingLive: ReadonlyMap<string, OutboxHandler> = new Map([
  ['calendar.changed', pushCalendar],
  ['booking.changed', pushBooking],
]);
