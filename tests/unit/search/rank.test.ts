import { countFacets } from '../../../bff/src/features/search/domain/facets.ts';
import { matcher } from '../../../bff/src/features/search/domain/filter.ts';
import {
  distanceKm,
  rank,
  type SortBy,
  spread,
} from '../../../bff/src/features/search/domain/rank.ts';
import { smallSearch } from '../../support/small-search.ts';

const company = (fen: number | null) => ({
  own_group: null,
  own_unit: null,
  academic: null,
  company: fen,
});
const rated = (reviews: number, stars: number) => ({
  reviews,
  sums: { quality: 0, speed: 0, attitude: 0, value: 0 },
  scoreSum: reviews * stars * 4,
  stars: [],
});

const { catalogue, entryOf, index, now } = smallSearch([
  {
    id: 'd',
    name: '透射电镜',
    pricesFen: company(null),
    classCode: '010101',
    className: '透射电镜',
  },
  {
    id: 'a',
    name: '扫描电镜',
    pricesFen: company(200),
    lat: 30.3,
    lon: 120.2,
    classCode: '010102',
  },
  {
    id: 'c',
    name: '扫描电镜',
    pricesFen: company(100),
    lat: 29.9,
    lon: 121.5,
    acceptsVouchers: true,
  },
  { id: 'b', name: '扫描电镜', pricesFen: company(100), cityCode: '330200', cityName: '宁波市' },
  { id: 'e', name: '扫描电镜', pricesFen: company(100), rating: rated(10, 5), maker: 'Zeiss' },
]);

const sorted = (by: SortBy, most = 10) => {
  const order = {
    by,
    among: null,
    near: { lat: 30.27, lon: 120.15 },
    userKind: 'company',
  } as const;
  return rank(catalogue, index.match(null, { userKind: 'company' }, now), order, most).map(
    (doc) => catalogue.at(doc).id,
  );
};

test('what is missing sorts last, ties by rating and then by id', () => {
  expect(sorted('price')).toEqual(['e', 'b', 'c', 'a', 'd']);
  expect(sorted('distance')).toEqual(['a', 'c', 'e', 'b', 'd']);
  expect(sorted('rating')[0]).toBe('e');
});

test('the first few are the first few of all, however many are asked for', () => {
  for (const by of ['price', 'distance', 'rating', 'nextFree', 'relevance'] as const) {
    const all = sorted(by);
    for (let most = 0; most <= 5; most += 1) expect(sorted(by, most)).toEqual(all.slice(0, most));
  }
});

test.each([
  [{ city: '宁波' }, ['b']],
  [{ city: '330200' }, ['b']],
  [{ classCode: '010100' }, ['a', 'd']],
  [{ classCode: '010102' }, ['a']],
  [{ maker: 'zeiss' }, ['e']],
  [{ voucher: true }, ['c']],
  [{ priceMaxFen: 100 }, ['b', 'c', 'e']],
  [{ priceMinFen: 150, priceMaxFen: 300 }, ['a']],
  [{ openTo: 'company' }, ['a', 'b', 'c', 'e']],
  [{ openTo: 'academic' }, []],
  [{ city: '北京' }, []],
] as const)('%j leaves %j', (filter, ids) => {
  const isMatch = matcher(catalogue, { ...filter, userKind: 'company' });
  const found = ['a', 'b', 'c', 'd', 'e'].filter((id) => isMatch(catalogue.numberOf(id) ?? -1));
  expect(found).toEqual(ids);
});

test('facets count what is there, most frequent first', () => {
  const { cities } = countFacets(catalogue, Uint32Array.from([0, 1, 2, 3, 4]));
  expect(cities.map(({ number, count }) => [catalogue.city.names[number], count])).toEqual([
    ['杭州市', 4],
    ['宁波市', 1],
  ]);
});

test('no more than three of a kind before the next kind’s turn, and none is lost', () => {
  const kinds = ['x', 'x', 'x', 'x', 'y', 'x', '', '', '', '', 'y'];
  const order = spread([...kinds.keys()], (doc) => kinds[doc] ?? '');
  expect(order).toEqual([0, 1, 2, 4, 6, 7, 8, 9, 10, 3, 5]);
});

test('Hangzhou to Ningbo is about 143 km', () => {
  const km = distanceKm({ lat: 30.27, lon: 120.15 }, { lat: 29.87, lon: 121.55 });
  expect(km).toBeGreaterThan(140);
  expect(km).toBeLessThan(146);
});

test('a rating leans on the mean of the catalogue as it is now, not as it was when its review came', () => {
  const { catalogue: own } = smallSearch([
    { id: 'a', name: '扫描电镜', rating: rated(1, 5) },
    { id: 'b', name: '扫描电镜' },
  ]);
  const ratings = () => [0, 1].map((doc) => own.ratingOf(doc));
  expect(ratings()).toEqual([5_000, 0]);
  own.put(entryOf({ id: 'b', name: '扫描电镜', rating: rated(1, 1) }));
  expect(ratings()).toEqual([3_333, 2_667]);
  own.put(entryOf({ id: 'b', name: '扫描电镜' }));
  expect(ratings()).toEqual([5_000, 0]);
});
