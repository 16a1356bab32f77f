import type { Search } from '../../../miniapp/src/features/instruments/search-state';
import {
  isWorthSaving,
  queryOf,
  searchOf,
} from '../../../miniapp/src/features/recommendations/saved-query';

const NOW = Date.parse('2026-11-24T02:00:00.000Z');
const nothing: Search = { q: '', sort: 'relevance', filters: {}, near: null };

test('a search is saved as the server takes it, and run as it was', () => {
  const search: Search = {
    q: ' 扫描电镜 ',
    sort: 'price',
    filters: { city: '330100', priceMaxFen: 30_000, voucher: 'true' },
    near: '30.27,120.15',
  };
  const query = queryOf(search);
  expect(query).toEqual({
    q: '扫描电镜',
    sort: 'price',
    city: '330100',
    priceMaxFen: 30_000,
    voucher: true,
  });
  expect(searchOf(query, NOW)).toEqual({ ...search, q: '扫描电镜', near: null });
});

test('days count from the moment it is run', () => {
  const search = searchOf({ classCode: '010102', freeInDays: 3 }, NOW);
  expect(search.filters).toEqual({
    classCode: '010102',
    freeFrom: '2026-11-24T02:00:00.000Z',
    freeTo: '2026-11-27T02:00:00.000Z',
  });
});

test('a filter that is no true wish stays away', () => {
  expect(searchOf({ q: 'SEM', voucher: false, sort: 'distance' }, NOW)).toEqual({
    ...nothing,
    q: 'SEM',
  });
});

test.each<[Partial<Search>, boolean]>([
  [{}, false],
  [{ q: '  ' }, false],
  [{ sort: 'price' }, false],
  [{ filters: { city: undefined } }, false],
  [{ q: 'SEM' }, true],
  [{ filters: { voucher: 'true' } }, true],
])('%j is worth saving: %j', (change, isWorth) => {
  expect(isWorthSaving({ ...nothing, ...change })).toBe(isWorth);
});
