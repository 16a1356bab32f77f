import type { Search } from '../instruments/search-state';
import type { SavedQuery } from './api';

/** What is being looked for, as it is saved; where one is now is not part of it. */
export function queryOf({ q, sort, filters }: Search): SavedQuery {
  const { voucher, ...rest } = filters;
  return {
    ...rest,
    ...(q.trim() ? { q: q.trim() } : {}),
    ...(voucher ? { voucher: true } : {}),
    ...(sort === 'relevance' ? {} : { sort }),
  };
}

const DAY_MS = 86_400_000;

/** A saved query as the search screen asks it from now on. */
export function searchOf(
  { q, sort, voucher, freeInDays, ...rest }: SavedQuery,
  nowMs: number,
): Search {
  const within =
    freeInDays === undefined
      ? {}
      : {
          freeFrom: new Date(nowMs).toISOString(),
          freeTo: new Date(nowMs + freeInDays * DAY_MS).toISOString(),
        };
  return {
    q: q ?? '',
    // Nearness is judged from where one stands, which a saved search does not know.
    sort: sort === undefined || sort === 'distance' ? 'relevance' : sort,
    filters: { ...rest, ...(voucher ? { voucher: 'true' as const } : {}), ...within },
    near: null,
  };
}

/** Whether anything is looked for that is worth saving. */
export const isWorthSaving = ({ q, filters }: Search): boolean =>
  q.trim() !== '' || Object.values(filters).some((value) => value !== undefined);
