import { simplify } from '../../../bff/src/infra/chinese.ts';
import { buildRows } from '../../../bff/src/features/search/domain/index-rows.ts';
import { countFound } from '../../../bff/src/features/search/domain/count-found.ts';
import { CONCEPTS, smallSearch } from '../../support/small-search.ts';

const province = () =>
  smallSearch([
    { id: 'sem', name: '扫描电镜', maker: '蔡司', model: 'GeminiSEM 300' },
    { id: 'semNingbo', name: '扫描电镜', cityCode: '330200', cityName: '宁波市', unitId: 'UNITB' },
    { id: 'fesem', name: '场发射扫描电镜（FE-SEM）', model: 'SU8010' },
    { id: 'bare', name: 'SU8010', model: 'SU-8010' },
    { id: 'tem', name: '透射电子显微镜', model: 'JEM-2100F' },
    { id: 'temNingbo', name: 'TEM', cityCode: '330200', cityName: '宁波市', unitId: 'UNITB' },
    { id: 'nmr', name: '核磁共振波谱仪', description: '可与扫描电镜配合使用' },
    { id: 'unknown', name: '自制光镊平台', description: '捕获单个细胞' },
  ]);

test('a kind is found by any of its names, special forms after it, related kinds last', () => {
  const found = province().find('扫描电镜');
  expect(found.slice(0, 2).sort()).toEqual(['sem', 'semNingbo']);
  expect(found.slice(2, 4).sort()).toEqual(['bare', 'fesem']);
  expect(found.slice(4).sort()).toEqual(['tem', 'temNingbo']);
});

test('an instrument that is only called by its model is what others of that model are', () => {
  const { index, catalogue } = province();
  expect(index.kindOf(catalogue.numberOf('bare') ?? -1)).toBe('fesem');
});

test('what a text only mentions does not make an instrument of that kind', () => {
  expect(province().find('扫描电镜')).not.toContain('nmr');
});

test('a place puts first what is there, of the kind that was asked for', () => {
  expect(province().find('宁波 透射电镜').slice(0, 2)).toEqual(['temNingbo', 'tem']);
  expect(province().find('杭州 扫描电镜')[0]).toBe('sem');
});

test('a place alone finds what is there', () => {
  expect(province().find('宁波').sort()).toEqual(['semNingbo', 'temNingbo']);
});

test('a model comes before others of its kind', () => {
  expect(province().find('su8010')[0]).toMatch(/fesem|bare/);
  expect(province().find('JEM-2100F')).toEqual(['tem', 'temNingbo']);
});

test('a maker is known by its other names', () => {
  expect(province().find('Zeiss')).toEqual(['sem']);
});

test('words of no kind are looked for in what instruments say of themselves', () => {
  expect(province().find('光镊')).toEqual(['unknown']);
});

test('nothing is found for nothing', () => {
  for (const q of ['扫帚', '%_', 'qqqq']) expect(province().find(q)).toEqual([]);
});

test('no instrument comes twice, whatever it is found by', () => {
  for (const q of ['电镜', '杭州 电镜', 'SEM 扫描电镜 GeminiSEM']) {
    const found = province().find(q);
    expect(new Set(found).size).toBe(found.length);
  }
});

test('an instrument that is renamed is found by its new name only', () => {
  const { index, catalogue, vocabulary, entryOf, find } = province();
  const renamed = { ...entryOf({ id: 'sem', name: '拉曼光谱仪', wordsHash: 2 }), description: '' };
  const first = catalogue.put(renamed, true);
  index.add(buildRows(vocabulary.lexicon, CONCEPTS, [renamed], simplify), first);
  expect(find('拉曼')).toEqual(['sem']);
  expect(find('扫描电镜')).not.toContain('sem');
});

test('what is retired is not found', () => {
  const { catalogue, entryOf, find } = province();
  catalogue.put(entryOf({ id: 'sem', name: '扫描电镜', status: 'retired' }));
  expect(find('扫描电镜')).not.toContain('sem');
});

test.each(['sem', 'fesem', 'tem', 'nmr', 'raman'])(
  'a kind’s name finds as many as are told of: %s',
  (id) => {
    const { index, find } = province();
    const kin = (one: string) => index.vocabulary.kin.get(one) ?? [];
    const [name = ''] = CONCEPTS.find((concept) => concept.id === id)?.zh ?? [];
    expect(countFound(index.tags, kin, id)).toBe(find(name).length);
  },
);
