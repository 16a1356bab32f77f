import { DateTime } from 'luxon';
import type { Trx } from '../../../infra/database.ts';
import { later } from '../../../infra/clock.ts';
import { sumOutsideUse } from '../../bookings/index.ts';
import { sumDays } from '../../monitoring/index.ts';
import type { Watched } from '../domain/content.ts';
import { IDLE_WINDOW_MS } from '../domain/findings.ts';
import { BULLETIN_ZONE, type Period } from '../domain/period.ts';
import { findSensed } from '../fleet-repository.ts';

const NOTHING = { on: 0, standby: 0, off: 0, offline: 0 };

/** What the sensors of a province, its code's first digits given, tell of a period. */
export async function measureProvince(
  trx: Trx,
  provincePrefix: string,
  period: Period,
): Promise<Watched[]> {
  const { endsAt, from, startsAt, to } = period;
  const sensed = await findSensed(trx, provincePrefix, startsAt, endsAt);
  const ids = sensed.map(({ instrument }) => instrument.id);
  const window = DateTime.fromJSDate(later(endsAt, -IDLE_WINDOW_MS), { zone: BULLETIN_ZONE });
  const days = await sumDays(trx, ids, from, to);
  const last60 = await sumDays(trx, ids, window.toFormat('yyyy-MM-dd'), to);
  const outside = await sumOutsideUse(trx, ids, startsAt, endsAt);
  return sensed.map(({ city, classCode, instrument, sensorSeconds, unit }): Watched => {
    const { off, on, standby } = days.get(instrument.id) ?? NOTHING;
    const last = last60.get(instrument.id) ?? NOTHING;
    return {
      instrument,
      unit,
      city,
      measured: {
        instrumentId: instrument.id,
        unitId: unit.id,
        classCode,
        sensorSeconds,
        onSeconds: on,
        standbySeconds: standby,
        offSeconds: off,
        // Booked is not yet used: more than it was on, nobody used it.
        outsideSeconds: Math.min(on, outside.get(instrument.id) ?? 0),
        last60: { readSeconds: last.on + last.standby + last.off, onSeconds: last.on },
      },
    };
  });
}
