import type { Client } from './client.ts';
import { INSTRUMENTS, OPEN_RULES } from './small-province.ts';
import type { World } from './world.ts';

const HOUR = 3_600_000;

interface Slot {
  startsAt: string;
  endsAt: string;
}

/** What tests of the kernel do over and over in a world, which is known once it has begun. */
export function bookingSteps(worldNow: () => World) {
  const db = (table: string) => worldNow().deps.db(table);
  return {
    /** A slot so many hours from now, on the full hour. */
    slotIn: (hours: number, length = 1): Slot => {
      const now = worldNow().clock.now().getTime();
      const start = Math.ceil(now / HOUR) * HOUR + hours * HOUR;
      return {
        startsAt: new Date(start).toISOString(),
        endsAt: new Date(start + length * HOUR).toISOString(),
      };
    },

    /** The open rules with a change, as an instrument's newest. */
    setRules: async (instrumentId: string, change: Partial<typeof OPEN_RULES>): Promise<void> => {
      const [newest]: { version: number }[] = await db('booking_rules')
        .where({ instrument_id: instrumentId })
        .max('version as version');
      await db('booking_rules').insert({
        instrument_id: instrumentId,
        version: newest!.version + 1,
        rules: JSON.stringify({ ...OPEN_RULES, approval: 'none', ...change }),
        created_at: worldNow().clock.now(),
      });
    },

    setCharging: async (instrumentId: string, mode: string): Promise<void> => {
      await db('price_lists')
        .where({ instrument_id: instrumentId })
        .update({ charging_mode: mode });
    },
  };
}

export const bookBody = (slot: Slot, instrumentId: string = INSTRUMENTS.free) => ({
  instrumentId,
  kind: 'time' as const,
  ...slot,
});

/** A booking of a slot, paid whole from the account. */
export async function bookAndPay(person: Client, slot: Slot, instrumentId?: string) {
  const held = await person.make('createBooking', { body: bookBody(slot, instrumentId) });
  expect(held.problem.code).toBeUndefined();
  const params = { id: held.body.id };
  const accountFen = held.body.quote.totalFen;
  const paid = await person.make('payBooking', { params, body: { accountFen } });
  expect(paid.status).toBe(201);
  return { params, state: paid.body.booking.state };
}
