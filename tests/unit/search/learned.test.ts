import { learnedOf } from '../../../bff/src/features/search/domain/learned.ts';
import { smallSearch } from '../../support/small-search.ts';

const province = () => {
  const search = smallSearch([
    { id: 'sem', name: '扫描电镜' },
    { id: 'tem', name: '透射电子显微镜' },
  ]);
  search.index.learn(
    learnedOf([
      { words: '小蓝', conceptId: 'tem', people: 3 },
      { words: '小蓝', conceptId: 'sem', people: 6 },
      { words: '扫描电镜', conceptId: 'tem', people: 90 },
    ]),
  );
  return search;
};

test('words that mean nothing are read as what people opened for them, as a guess', () => {
  const { read, find } = province();
  expect(read(' 小蓝 ')).toMatchObject({
    concepts: [
      { id: 'sem', weight: 0.8 },
      { id: 'tem', weight: 0.4 },
    ],
    confidence: 0.45,
  });
  expect(find('小蓝')).toEqual(['sem', 'tem']);
});

test.each([
  ['a word of the dictionary', '扫描电镜', 'sem'],
  ['a price beside it', '小蓝 500元以内', undefined],
  ['a city beside it', '杭州 小蓝', undefined],
])('with %s nothing learned counts', (_what, q, kind) => {
  expect(province().read(q).concepts[0]?.id).toBe(kind);
});
