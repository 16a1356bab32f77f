import {
  inChinese,
  isPlainEnglish,
} from '../../../bff/src/features/search/domain/plain-english.ts';
import { meantBy } from '../../../bff/src/features/search/domain/plain-words.ts';
import { withoutStopWords } from '../../../bff/src/features/search/domain/stop-words.ts';
import { suggestKinds } from '../../../bff/src/features/search/use-cases/explain.ts';
import type { Search } from '../../../bff/src/features/search/use-cases/open-search.ts';
import { smallSearch } from '../../support/small-search.ts';

const { read, index, catalogue, find } = smallSearch([
  { id: 'a', name: '透射电镜', model: 'JEM-2100F' },
  { id: 'b', name: '扫描电镜', model: 'GeminiSEM 300' },
  { id: 'c', name: '电感耦合等离子体质谱仪', nameEn: 'X-ray diffractometer' },
  { id: 'd', name: 'X射线衍射仪', model: 'D8' },
]);
const kindsOf = (q: string) => read(q).concepts.map(({ id }) => id);
const suggestedFor = (q: string) =>
  suggestKinds({ index, catalogue } as unknown as Search, read(q), find(q).length, 'zh-CN').map(
    ({ name }) => name,
  );

test.each([
  ['what is looked for counts more than what it is looked for in', '断口里面有没有铅'],
  ['a character that stands alone is a word', '蘑菇里的铅'],
  ['a kind that is the thing at hand is not asked for', '扫描电镜里面会不会有铅'],
])('%s: %s', (_what, q) => {
  expect(kindsOf(q)[0]).toBe('icpms');
});

test('a kind that is named for what it finds in things is asked for', () => {
  expect(kindsOf('扫描电镜')[0]).toBe('sem');
  expect(kindsOf('看金属里的断口用扫描电镜')[0]).toBe('sem');
});

test.each(['有机化合物', '中药材', '太阳能电池', '台阶', '地下水'])(
  '%s stays whole, though one of its characters often names nothing',
  (word) => {
    expect(withoutStopWords(word)).toBe(word);
  },
);

test('plain words are put in those of the laboratory', () => {
  expect(meantBy('电线的铜够不够纯')).toContain('纯度');
  expect(meantBy('扫描电镜')).toBe('');
});

test('an English question is read by the Chinese words that purposes are written in', () => {
  expect(kindsOf('is there any lead in these mushrooms')[0]).toBe('icpms');
  const { left, meant } = inChinese('lead fracture mushrooms', (word) => word === 'fracture');
  expect(meant).toBe('铅 断口');
  expect(left.trim().split(/ +/)).toEqual(['fracture', 'mushrooms']);
});

test('a plain English word is no misspelling of another', () => {
  expect(isPlainEnglish('fridges')).toBe(true);
  expect(isPlainEnglish('scaning')).toBe(false);
});

test.each([
  ['an accent of the south', 'saomiaodianjin', 'sem', 'pinyin'],
  ['an accent beside a place', 'hangzhou hecigonzhen', 'nmr', 'mended'],
  ['letters that changed places', 'saomaiodianjing', 'sem', 'mended'],
  ['a letter in front', 'xshexianyanshe yi', 'xrd', 'pinyin'],
])('pinyin with %s: %s', (_what, q, kind, way) => {
  const asked = read(q);
  expect(asked.concepts[0]?.id).toBe(kind);
  expect(asked.readings.find((one) => one.kind === 'concept')?.way).toBe(way);
});

test('a mistake far into a long sentence is mended where it stands', () => {
  const before = '单位新来同事大家都很想用一台便宜又好用能拍得很清楚的';
  const { readings } = read(`${before}扫苗电镜`);
  expect(readings).toMatchObject([{ id: 'sem', text: '扫苗电镜', way: 'mended' }]);
});

test('letters that are no pinyin are not made any', () => {
  for (const q of ['abcdefghijkl', 'shishishishi', 'hangzhoude']) expect(kindsOf(q)).toEqual([]);
});

test('a name is believed more than its translation', () => {
  expect(find('XRD')[0]).toBe('d');
  expect(find('ICP-MS')[0]).toBe('c');
});

test('where there is nothing of a kind, what is nearest is offered', () => {
  expect(suggestedFor('核磁共振波谱仪')).not.toEqual([]);
  expect(suggestedFor('场发射扫描电镜')).toContain('扫描电镜');
});
