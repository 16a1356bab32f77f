import { DateTime } from 'luxon';

/** Bulletins are the province's: their months are counted in its zone. */
export const BULLETIN_ZONE = 'Asia/Shanghai';

const ANSWER_DAYS = 15;
const REMIND_DAYS_BEFORE = 3;

/** Two months, January and February and so on. */
export interface Period {
  /** Its first month, `2026-09`. */
  key: string;
  /** First and last local date. */
  from: string;
  to: string;
  startsAt: Date;
  endsAt: Date;
  days: number;
  yearDays: number;
}

const local = (at: Date) => DateTime.fromJSDate(at, { zone: BULLETIN_ZONE });
const dateOf = (at: DateTime) => at.toFormat('yyyy-MM-dd');

function from(start: DateTime): Period {
  const end = start.plus({ months: 2 });
  return {
    key: start.toFormat('yyyy-MM'),
    from: dateOf(start),
    to: dateOf(end.minus({ days: 1 })),
    startsAt: start.toJSDate(),
    endsAt: end.toJSDate(),
    days: Math.round(end.diff(start, 'days').days),
    yearDays: start.daysInYear,
  };
}

/** The period that begins with a month; null where none begins with it. */
export function periodOf(key: string): Period | null {
  const start = DateTime.fromISO(`${key}-01`, { zone: BULLETIN_ZONE });
  return start.isValid && start.month % 2 === 1 ? from(start) : null;
}

/** The period an instant lies in. */
export function periodAt(at: Date): Period {
  const now = local(at).startOf('month');
  return from(now.minus({ months: (now.month + 1) % 2 }));
}

/** The last period that is over. */
export function lastOver(now: Date): Period {
  return periodAt(new Date(periodAt(now).startsAt.getTime() - 1));
}

/** Periods that are over, the newest first. */
export function periodsOver(now: Date, count: number): Period[] {
  const found = [lastOver(now)];
  while (found.length < count) {
    const oldest = found.at(-1) as Period;
    found.push(periodAt(new Date(oldest.startsAt.getTime() - 1)));
  }
  return found;
}

/** Until when units may answer: the end of the fifteenth day after publication. */
export function answerDue(publishedAt: Date): Date {
  return local(publishedAt)
    .startOf('day')
    .plus({ days: ANSWER_DAYS + 1 })
    .toJSDate();
}

/** When who has not answered is reminded. */
export function reminderDue(answerBy: Date): Date {
  return local(answerBy).minus({ days: REMIND_DAYS_BEFORE }).toJSDate();
}
