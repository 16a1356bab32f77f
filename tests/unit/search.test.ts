import { Catalogue, type CatalogueEntry } from '../../bff/src/features/search/domain/catalogue.ts';
import { documentText, matchFields } from '../../bff/src/features/search/domain/document.ts';
import { normalise, wordsOf } from '../../bff/src/features/search/domain/normalise.ts';
import { distanceKm, rank } from '../../bff/src/features/search/domain/rank.ts';

const fields = {
  name: '场发射扫描电子显微镜 FE-SEM',
  model: 'SU-8010',
  maker: '日立',
  class: '扫描电镜',
  alias: 'SEM FESEM',
  unit: '钱塘理工大学',
  city: '杭州市 Hangzhou',
  text: '配能谱仪',
};

test.each([
  ['ＳＥＭ', 'sem'],
  ['SU-8010', 'su 8010'],
  ['  Zeiss  GeminiSEM　300 ', 'zeiss geminisem 300'],
])('%j is read as %j', (text, read) => {
  expect(normalise(text)).toBe(read);
});

test.each([
  ['su8010', ['model']],
  ['SU 8010', ['model']],
  ['扫描电镜', ['class']],
  ['sem', ['name', 'alias']],
  ['hangzhou 日立', ['maker', 'city']],
  ['能谱', ['text']],
])('%j is found in %j', (query, found) => {
  expect(matchFields(documentText(fields), wordsOf(query)).fields).toEqual(found);
});

test('a query has eight words at most, each once', () => {
  expect(wordsOf('a b c d e f g h i j a')).toHaveLength(8);
  expect(wordsOf('sem SEM ＳＥＭ')).toEqual(['sem']);
});

const company = (fen: number | null) => ({
  own_group: null,
  own_unit: null,
  academic: null,
  company: fen,
});

const hit = (instrumentId: string, change: Record<string, unknown> = {}) => ({
  instrumentId,
  lat: null,
  lon: null,
  pricesFen: company(null),
  ratingMilli: 0,
  nextFreeAt: null,
  text: '',
  ...change,
});

test('what is missing sorts last, ties by rating and then by id', () => {
  const hits = [
    hit('d'),
    hit('a', { pricesFen: company(200) }),
    hit('c', { pricesFen: company(100) }),
    hit('b', { pricesFen: company(100) }),
    hit('e', { pricesFen: company(100), ratingMilli: 4_500 }),
  ];
  const order = rank(hits, [], 'price', null, 'company').map(({ hit: one }) => one.instrumentId);
  expect(order).toEqual(['e', 'b', 'c', 'a', 'd']);
});

test('Hangzhou to Ningbo is about 143 km', () => {
  const km = distanceKm({ lat: 30.27, lon: 120.15 }, { lat: 29.87, lon: 121.55 });
  expect(km).toBeGreaterThan(140);
  expect(km).toBeLessThan(146);
});

describe('a rating', () => {
  const entry = (instrumentId: string, scoreSum: number, reviews: number) =>
    ({
      ...hit(instrumentId),
      status: 'open',
      rating: { scoreSum, reviews },
      refreshedAt: new Date(0),
    }) as unknown as CatalogueEntry;
  const all = { words: [], userKind: 'company' } as const;
  const ratings = (catalogue: Catalogue) =>
    Object.fromEntries(
      catalogue.match(all).map(({ instrumentId, ratingMilli }) => [instrumentId, ratingMilli]),
    );

  test('leans on the mean of the catalogue as it is now, not as it was when its review came', () => {
    const catalogue = new Catalogue();
    catalogue.put([entry('a', 20, 1), entry('b', 0, 0)]);
    expect(ratings(catalogue)).toEqual({ a: 5_000, b: 0 });
    catalogue.put([entry('b', 4, 1)]);
    expect(ratings(catalogue)).toEqual({ a: 3_333, b: 2_667 });
    catalogue.put([entry('b', 0, 0)]);
    expect(ratings(catalogue)).toEqual({ a: 5_000, b: 0 });
  });
});
