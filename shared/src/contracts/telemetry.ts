import { z } from 'zod';
import { Count } from '../primitives.ts';
import type { Contract } from './contract.ts';

/** Each row is judged by itself, so that one bad row keeps no other back. */
const Row = z.unknown().meta({
  description:
    '{sensorId, at, amperes}: the code of the sensor, an instant of the last 30 days (ISO 8601 with zone, or seconds or milliseconds since 1970), the current in A (0 is a reading)',
});

export const telemetryContracts = {
  postReadings: {
    summary: 'Send readings of current sensors, by the key of a sensor or gateway; 202 is durable',
    body: z.object({ readings: z.array(Row) }).describe('At most 5,000 readings'),
    responses: {
      202: z.object({
        /** New ones. */
        accepted: Count,
        /** There already: sending a batch again does no harm. */
        duplicates: Count,
        /** Older than the newest of their sensor, among the former. */
        late: Count,
        rejected: z.array(
          z.object({
            index: Count,
            code: z.enum([
              'not_a_number',
              'negative',
              'too_large',
              'unknown_sensor',
              'clock_ahead',
              'clock_behind',
              'too_fast',
              'malformed',
            ]),
          }),
        ),
      }),
    },
    problems: ['sensor.key_invalid', 'request.too_large', 'server.unavailable'],
  },
} satisfies Record<string, Contract>;
