import { DAY, later } from '../../../infra/clock.ts';

/** What is looked for, as the search screen asks; kept in a fixed order of fields. */
export interface SavedQuery {
  q?: string | undefined;
  classCode?: string | undefined;
  /** A city by its code or its name, with or without 市. */
  city?: string | undefined;
  unitId?: string | undefined;
  maker?: string | undefined;
  priceMaxFen?: number | undefined;
  voucher?: boolean | undefined;
  freeFrom?: string | undefined;
  freeTo?: string | undefined;
  /** Free within so many days from whenever one looks. */
  freeInDays?: number | undefined;
  sort?: 'relevance' | 'distance' | 'price' | 'rating' | 'nextFree' | undefined;
}

const FIELDS = [
  'q',
  'classCode',
  'city',
  'unitId',
  'maker',
  'priceMaxFen',
  'voucher',
  'freeFrom',
  'freeTo',
  'freeInDays',
  'sort',
] as const satisfies readonly (keyof SavedQuery)[];

/** The same wish in the same form, whoever wrote it: blanks and the order of fields do not count. */
export function tidyQuery(query: SavedQuery): SavedQuery {
  const tidy = {
    ...query,
    q: query.q?.trim().replace(/\s+/g, ' '),
    maker: query.maker?.trim(),
    city: query.city?.trim(),
    sort: query.sort === 'relevance' ? undefined : query.sort,
  };
  return Object.fromEntries(
    FIELDS.flatMap((field) => {
      const value = tidy[field];
      return value === undefined || value === '' ? [] : [[field, value]];
    }),
  );
}

/** Nothing is looked for: an order alone narrows nothing. */
export const isEmptyQuery = ({ sort: _order, ...wish }: SavedQuery): boolean =>
  Object.keys(wish).length === 0;

/** Upper classes end in zeros: 010000 holds every 01xxxx. */
export const classPrefix = (code: string): string => code.replace(/(00){1,2}$/, '');

/** An instrument as saved searches look at it. */
export interface Target {
  classCode: string;
  cityCode: string;
  cityName: string;
  unitId: string;
  maker: string;
  acceptsVouchers: boolean;
}

/** Whether an instrument is of what was chosen from lists; words are the search's, price and time hang on who asks. */
export function isWanted(query: SavedQuery, target: Target): boolean {
  const { classCode, city, unitId, maker, voucher } = query;
  return (
    (classCode === undefined || target.classCode.startsWith(classPrefix(classCode))) &&
    (city === undefined ||
      city === target.cityCode ||
      [city, `${city}市`].includes(target.cityName)) &&
    (unitId === undefined || unitId === target.unitId) &&
    (maker === undefined || maker.toLowerCase() === target.maker.toLowerCase()) &&
    (voucher === undefined || voucher === target.acceptsVouchers)
  );
}

/** The time a search asks for, seen from now; null where it asks for none or all of it is over. */
export function windowOf(
  { freeFrom, freeTo, freeInDays }: SavedQuery,
  now: Date,
): { startsAt: Date; endsAt: Date } | null {
  if (freeInDays !== undefined) return { startsAt: now, endsAt: later(now, freeInDays * DAY) };
  if (freeFrom === undefined && freeTo === undefined) return null;
  const from = freeFrom === undefined ? now : new Date(freeFrom);
  const endsAt = freeTo === undefined ? later(from, DAY) : new Date(freeTo);
  const startsAt = from > now ? from : now;
  return endsAt > startsAt ? { startsAt, endsAt } : null;
}

export const asksForTime = ({ freeFrom, freeTo, freeInDays }: SavedQuery): boolean =>
  freeFrom !== undefined || freeTo !== undefined || freeInDays !== undefined;
