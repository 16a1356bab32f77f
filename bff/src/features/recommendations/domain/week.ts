import { DateTime } from 'luxon';

const ZONE = 'Asia/Shanghai';

/** The week an instant lies in, `2026-W48`, and the morning after it, when the rest of it is told. */
export function weekOf(at: Date): { week: string; endsAt: Date } {
  const local = DateTime.fromJSDate(at, { zone: ZONE });
  return {
    week: local.toFormat("kkkk-'W'WW"),
    endsAt: local.startOf('week').plus({ weeks: 1, hours: 9 }).toJSDate(),
  };
}
