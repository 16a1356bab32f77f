import type { ImportErrorCode } from './import-errors.ts';
import type { OpeningHours } from './rules.ts';

/** A cell read, or why it cannot be. Every reader takes the trimmed text, never empty. */
export type Cell<T> =
  | { ok: true; value: T }
  | { ok: false; code: ImportErrorCode; values: Record<string, string | number> };

const good = <T>(value: T): Cell<T> => ({ ok: true, value });
const bad = (code: ImportErrorCode, values: Record<string, string | number>): Cell<never> => ({
  ok: false,
  code,
  values,
});

const SHOWN = 60;
const shown = (text: string) => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);

/** The text of a cell, whatever type the file gave it; dates by their day. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
  }
  if (typeof value === 'string') return value.trim();
  return typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : JSON.stringify(value);
}

export const readText =
  (limit: number) =>
  (text: string): Cell<string> =>
    Array.from(text).length > limit ? bad('import.too_long', { limit }) : good(text);

export const readNumber =
  (from: number, to: number, isWhole = true) =>
  (text: string): Cell<number> => {
    const plain = text.normalize('NFKC').replaceAll(',', '');
    if (!/^-?\d{1,12}(\.\d{1,12})?$/.test(plain)) {
      return bad('import.bad_number', { value: shown(text) });
    }
    const value = Number(plain);
    if (value < from || value > to || (isWhole && !Number.isInteger(value))) {
      return bad('import.out_of_range', { from, to });
    }
    return good(value);
  };

/** CNY as people write it, in fen; read digit by digit so that no float touches money. */
export function readMoney(text: string): Cell<number> {
  const plain = text.normalize('NFKC').replace(/^¥/, '').replace(/元$/, '').replaceAll(',', '');
  const match = /^(\d{1,10})(?:\.(\d{1,2}))?$/.exec(plain);
  if (match === null) return bad('import.bad_money', { value: shown(text) });
  return good(Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')));
}

export function readDate(text: string): Cell<string> {
  const match = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text.normalize('NFKC'));
  const [year = '', month = '', day = ''] = match?.slice(1) ?? [];
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${date}T00:00:00.000Z`);
  const isReal = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date);
  return isReal && year >= '1900' ? good(date) : bad('import.bad_date', { value: shown(text) });
}

/** One of a few words, in English or Chinese. */
export const readChoice =
  <T extends string>(options: Readonly<Record<T, string>>) =>
  (text: string): Cell<T> => {
    const wanted = text.toLowerCase();
    const found = (Object.entries(options) as [T, string][]).find(
      ([name, zh]) => name === wanted || zh === text,
    );
    const all = Object.entries(options).map(([name, zh]) => `${name} ${String(zh)}`);
    return found === undefined
      ? bad('import.not_allowed', { options: all.join('、') })
      : good(found[0]);
  };

const YES = ['yes', 'y', 'true', '1', '是', '√'];
const NO = ['no', 'n', 'false', '0', '否', '×'];

export function readFlag(text: string): Cell<boolean> {
  const word = text.toLowerCase();
  if (YES.includes(word)) return good(true);
  if (NO.includes(word)) return good(false);
  return bad('import.not_allowed', { options: 'yes 是、no 否' });
}

/** `name=value; name=value`, or an object of names and values as JSONL can hold it. */
export function readParameters(text: string): Cell<{ name: string; value: string }[]> {
  if (text.startsWith('{')) {
    try {
      const entries = Object.entries(JSON.parse(text) as Record<string, unknown>);
      return good(entries.map(([name, value]) => ({ name, value: textOf(value) })));
    } catch {
      return bad('import.bad_list', { value: shown(text) });
    }
  }
  const pairs = text.split(/[;；\n]/).filter((part) => part.trim() !== '');
  const parameters = pairs.map((pair) => {
    const at = pair.search(/[=＝]/);
    return { name: pair.slice(0, Math.max(0, at)).trim(), value: pair.slice(at + 1).trim() };
  });
  const isWhole = parameters.every(({ name, value }) => name !== '' && value !== '');
  return isWhole ? good(parameters) : bad('import.bad_list', { value: shown(text) });
}

const WALL = '((?:[01]\\d|2[0-3]):(?:00|15|30|45)|24:00)';
const HOURS = new RegExp(`^([1-7])(?:-([1-7]))? ${WALL}-${WALL}$`);
const OFF_PEAK = new RegExp(`^${WALL}-${WALL} (\\d{1,3})%$`);

const tidy = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/\s*[-–—~]\s*/g, '-')
    .replace(/\s+/g, ' ')
    .trim();

/** `1-5 08:30-17:30; 6 09:00-12:00`; several stretches a day are several parts. */
export function readHours(text: string): Cell<OpeningHours[]> {
  const hours: OpeningHours[] = [];
  for (const part of text
    .split(/[;；\n]/)
    .map(tidy)
    .filter(Boolean)) {
    const match = HOURS.exec(part);
    const [first, last, from, to] = match?.slice(1) ?? [];
    if (from === undefined || to === undefined || from >= to || Number(last ?? 7) < Number(first)) {
      return bad('import.bad_hours', { value: shown(part) });
    }
    for (let weekday = Number(first); weekday <= Number(last ?? first); weekday += 1) {
      hours.push({ weekday, from, to });
    }
  }
  return hours.length === 0 ? bad('import.bad_hours', { value: shown(text) }) : good(hours);
}

export interface OffPeak {
  from: string;
  to: string;
  percentOff: number;
}

export function readOffPeak(text: string): Cell<OffPeak[]> {
  const parts: OffPeak[] = [];
  for (const part of text
    .split(/[;；\n]/)
    .map(tidy)
    .filter(Boolean)) {
    const [from, to, percent] = OFF_PEAK.exec(part)?.slice(1) ?? [];
    const percentOff = Number(percent);
    if (
      from === undefined ||
      to === undefined ||
      from === to ||
      percentOff < 1 ||
      percentOff > 100
    ) {
      return bad('import.bad_off_peak', { value: shown(part) });
    }
    parts.push({ from, to, percentOff });
  }
  return good(parts);
}

export interface TestItem {
  name: string;
  /** Fen for each kind of user, in their fixed order; null where not offered. */
  prices: (number | null)[];
}

/** `name=own_group/own_unit/academic/company; …`; one price alone holds for all. */
export function readTestItems(text: string): Cell<TestItem[]> {
  const items: TestItem[] = [];
  for (const part of text.split(/[;；\n]/).filter((one) => one.trim() !== '')) {
    const at = part.search(/[=＝]/);
    const name = part.slice(0, Math.max(0, at)).trim();
    const prices = part
      .slice(at + 1)
      .split('/')
      .map((price) => price.trim());
    const each = prices.length === 1 ? Array.from({ length: 4 }, () => prices[0] ?? '') : prices;
    const cells = each.map((price) => (price === '-' ? good(null) : readMoney(price)));
    const isGood = name !== '' && Array.from(name).length <= 120 && cells.length === 4;
    const isNew = items.every((item) => item.name !== name);
    const read = cells.flatMap((cell) => (cell.ok ? [cell.value] : []));
    if (!isGood || !isNew || read.length < cells.length) {
      return bad('import.bad_test_items', { value: shown(part) });
    }
    items.push({ name, prices: read });
  }
  return good(items);
}
