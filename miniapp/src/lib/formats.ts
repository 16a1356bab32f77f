import type { Language } from './i18n/language';
import { DAY, DEFAULT_ZONE, HOUR, MINUTE, startOfDay, wallClock } from './wall-clock';
import type { WallClock } from './wall-clock';

/** How numbers, money and times are written; the rules stand in the visual language, 16 to 19. */
export interface Reader {
  language: Language;
  now: number;
  timeZone?: string;
}

const weekdays = {
  'zh-CN': ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
} as const;

const months = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
] as const;

const pad = (value: number) => String(value).padStart(2, '0');

/** 48000 → ¥480.00, 106000 → ¥1,060.00, 0 → ¥0.00. */
export function formatMoney(fen: number): string {
  const sign = fen < 0 ? '−' : '';
  const whole = Math.floor(Math.abs(fen) / 100);
  const cents = Math.abs(fen) % 100;
  return `${sign}¥${String(whole).replace(/\B(?=(\d{3})+$)/g, ',')}.${pad(cents)}`;
}

/** Asset values only: 412000000 fen → ¥412.0 万, or ¥4.12 m. */
export function formatAssetValue(fen: number, language: Language): string {
  return language === 'en' ? `¥${(fen / 1e8).toFixed(2)} m` : `¥${(fen / 1e6).toFixed(1)} 万`;
}

export function weekdayName(weekday: number, language: Language): string {
  return weekdays[language][weekday - 1] ?? '';
}

export function formatTime(at: number, timeZone: string = DEFAULT_ZONE): string {
  const { hour, minute } = wallClock(at, timeZone);
  return `${pad(hour)}:${pad(minute)}`;
}

function calendarDay(
  clock: WallClock,
  thisYear: number,
  language: Language,
  withWeekday: boolean,
): string {
  const otherYear = clock.year !== thisYear;
  if (language === 'en') {
    const day = `${clock.day} ${months[clock.month - 1] ?? ''}${otherYear ? ` ${clock.year}` : ''}`;
    return withWeekday && !otherYear ? `${weekdayName(clock.weekday, 'en')} ${day}` : day;
  }
  const day = `${otherYear ? `${clock.year}年` : ''}${clock.month}月${clock.day}日`;
  return withWeekday && !otherYear ? `${day} ${weekdayName(clock.weekday, language)}` : day;
}

/** 11月25日 周三, or 2027年2月10日 in another year; never a relative word. */
export function formatDate(at: number, reader: Reader, withWeekday = true): string {
  const zone = reader.timeZone ?? DEFAULT_ZONE;
  return calendarDay(
    wallClock(at, zone),
    wallClock(reader.now, zone).year,
    reader.language,
    withWeekday,
  );
}

/** The last whole day before an exclusive end: an end at midnight on 1 January reads 12月31日. */
export function formatLastDay(endsAt: number, reader: Reader): string {
  return formatDate(endsAt - 1, reader, false);
}

/** A month inside a span: 9 in Chinese, Sep in English. */
export function monthName(month: number, language: Language): string {
  return language === 'en' ? (months[month - 1] ?? '') : String(month);
}

/** `2026-11` as 2026年11月, or Nov 2026. */
export function formatMonth(month: string, language: Language): string {
  const [year = '', number = ''] = month.split('-');
  return language === 'en'
    ? `${months[Number(number) - 1] ?? ''} ${year}`
    : `${year}年${Number(number)}月`;
}

/** 今天, 明天 or the date. */
export function formatDay(at: number, reader: Reader): string {
  const zone = reader.timeZone ?? DEFAULT_ZONE;
  const ahead = Math.round((startOfDay(at, zone) - startOfDay(reader.now, zone)) / DAY);
  if (ahead === 0) return reader.language === 'en' ? 'Today' : '今天';
  if (ahead === 1) return reader.language === 'en' ? 'Tomorrow' : '明天';
  return formatDate(at, reader);
}

/** 14:00–16:00, 22:00–次日 02:00. An end at midnight of the same night reads 24:00. */
export function formatClockRange(
  startsAt: number,
  endsAt: number,
  language: Language,
  timeZone = DEFAULT_ZONE,
): string {
  const nights = Math.round((startOfDay(endsAt, timeZone) - startOfDay(startsAt, timeZone)) / DAY);
  const from = formatTime(startsAt, timeZone);
  const to = formatTime(endsAt, timeZone);
  if (nights === 0) return `${from}–${to}`;
  if (nights === 1 && to === '00:00') return `${from}–24:00`;
  if (nights === 1) return language === 'en' ? `${from}–${to} next day` : `${from}–次日 ${to}`;
  const clock = wallClock(endsAt, timeZone);
  return language === 'en'
    ? `${from}–${clock.day} ${months[clock.month - 1] ?? ''} ${to}`
    : `${from}–${clock.month}月${clock.day}日 ${to}`;
}

/** 11月25日 周三 14:00–16:00, 明天 14:00–16:00; in English with a comma before the times. */
export function formatRange(startsAt: number, endsAt: number, reader: Reader): string {
  const zone = reader.timeZone ?? DEFAULT_ZONE;
  const times = formatClockRange(startsAt, endsAt, reader.language, zone);
  return `${formatDay(startsAt, reader)}${reader.language === 'en' ? ', ' : ' '}${times}`;
}

/** 明天 14:00 inside a sentence; in English tomorrow, 14:00. */
export function formatStart(at: number, reader: Reader): string {
  const day = formatDay(at, reader).replace(/^To/, 'to');
  return `${day}${reader.language === 'en' ? ', ' : ' '}${formatTime(at, reader.timeZone ?? DEFAULT_ZONE)}`;
}

/** 11月27日 18:20, for evidence and deadlines; with the weekday left out. */
export function formatMoment(at: number, reader: Reader): string {
  const comma = reader.language === 'en' ? ', ' : ' ';
  return `${formatDate(at, reader, false)}${comma}${formatTime(at, reader.timeZone ?? DEFAULT_ZONE)}`;
}

/** 2 小时 30 分, 30 分钟; 2 h 30 min. For sentences. */
export function formatLength(minutes: number, language: Language): string {
  const hours = Math.floor(minutes / 60);
  const rest = Math.round(minutes % 60);
  if (language === 'en')
    return [hours ? `${hours} h` : '', rest || !hours ? `${rest} min` : '']
      .filter(Boolean)
      .join(' ');
  if (!hours) return `${rest} 分钟`;
  return rest ? `${hours} 小时 ${rest} 分` : `${hours} 小时`;
}

/** A quantity without trailing zeros: 2, 2.5, 0.25. */
export function formatQuantity(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** 2.5 时; 2.5 h. For price lines and tables. */
export function formatHours(hours: number, language: Language): string {
  return `${formatQuantity(hours)} ${language === 'en' ? 'h' : '时'}`;
}

export function formatDistance(km: number): string {
  return km < 100 ? `${km.toFixed(1)} km` : `${Math.round(km)} km`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(1)} KB`;
  if (bytes < 1024 ** 3) return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
  return `${(bytes / 1024 ** 3).toFixed(2)} GB`;
}

/** Time left as 08:42, counted up to the full second; 00:00 once it is over. */
export function formatCountdown(msLeft: number): string {
  const seconds = Math.max(0, Math.ceil(msLeft / 1000));
  return `${pad(Math.floor(seconds / 60))}:${pad(seconds % 60)}`;
}

/** 3 小时 24 分 until an instant less than two days away, else days and hours. */
export function formatWait(ms: number, language: Language): string {
  if (ms < 2 * DAY) return formatLength(Math.max(0, Math.floor(ms / MINUTE)), language);
  const days = Math.floor(ms / DAY);
  const hours = Math.floor((ms % DAY) / HOUR);
  return language === 'en' ? `${days} d ${hours} h` : `${days} 天 ${hours} 小时`;
}

/** 20 % off as a Chinese reader says it: 8 折, 8.5 折; −20% in English. */
export function formatDiscount(percentOff: number, language: Language): string {
  return language === 'en' ? `−${percentOff}%` : `${formatQuantity((100 - percentOff) / 10)} 折`;
}

/** a、b、c, or a, b, c. */
export function formatList(names: readonly string[], language: Language): string {
  return names.join(language === 'en' ? ', ' : '、');
}
