import { simplify, soundsOf } from '../../../bff/src/infra/chinese.ts';
import { usualMakers } from '../../../bff/src/features/search/domain/makers.ts';
import {
  namesOfKinds,
  Suggestions,
  suggestionRows,
} from '../../../bff/src/features/search/domain/suggestions.ts';

const items = [
  { kind: 'class', text: '激光共聚焦显微镜', count: 40 },
  { kind: 'class', text: '共聚焦', count: 20 },
  { kind: 'class', text: '扫描电镜', count: 90 },
  { kind: 'class', text: 'SEM', count: 90 },
  { kind: 'model', text: 'SU8010', count: 3 },
  { kind: 'unit', text: '浙江大学', count: 500 },
  { kind: 'class', text: '绝迹的仪器', count: 0 },
  { kind: 'maker', text: 'SEM', count: 1 },
] as const;

const suggestions = new Suggestions(suggestionRows(items, { simplify, soundsOf }), simplify);
const textsOf = (typed: string) => suggestions.find(typed).map(({ text }) => text);

test.each([
  ['共聚', ['共聚焦', '激光共聚焦显微镜']],
  ['gongju', ['共聚焦', '激光共聚焦显微镜'].slice(0, 1)],
  ['smdj', ['扫描电镜']],
  ['saomiao', ['扫描电镜']],
  ['se', ['SEM']],
  ['su 80', ['SU8010']],
  ['浙', ['浙江大学']],
  ['zjdx', ['浙江大学']],
  ['掃描', ['扫描电镜']],
  ['绝迹', []],
  ['zzz', []],
  ['', []],
  ['%', []],
])('%j goes on as %j', (typed, texts) => {
  expect(textsOf(typed)).toEqual(texts);
});

test('what nothing begins with is not remembered', () => {
  const fresh = new Suggestions(suggestionRows(items, { simplify, soundsOf }), simplify);
  for (let code = 0x4e00; code < 0x4f00; code += 1) fresh.find(String.fromCharCode(code, code));
  const { short } = fresh as unknown as { short: Map<string, unknown> };
  expect(short.size).toBe(0);
});

test('each text once, ten at most, what is typed whole first', () => {
  const many = Array.from({ length: 50 }, (_, at) => ({
    kind: 'model' as const,
    text: `AB ${String(at)}`,
    count: at,
  }));
  const long = new Suggestions(suggestionRows(many, { simplify, soundsOf }), simplify);
  expect(long.find('ab')).toHaveLength(10);
  expect(long.find('ab7')[0]?.text).toBe('AB 7');
});

test('two names of one kind at most, its nicknames after them and with the same count', () => {
  const kinds = [
    { id: 'sem', zh: ['扫描电镜', '扫描电子显微镜', '扫描电子显微分析系统'], nicknames: ['扫描'] },
    { id: 'laser', zh: ['扫描激光显微镜'], nicknames: [] },
  ].map((kind) => ({
    ...kind,
    en: [],
    abbreviations: [],
    classCodes: [],
    purposes: [],
    related: [],
  }));
  const named = namesOfKinds(kinds, (id) => (id === 'sem' ? 14 : 2));
  const found = new Suggestions(suggestionRows(named, { simplify, soundsOf }), simplify);
  const kind = 'class';
  expect(found.find('扫')).toEqual([
    { kind, text: '扫描电镜', count: 14 },
    { kind, text: '扫描电子显微镜', count: 14 },
    { kind, text: '扫描激光显微镜', count: 2 },
  ]);
  expect(found.find('扫描')[0]).toEqual({ kind, text: '扫描', count: 14 });
});

test.each([
  ['卡尔蔡司', 'Zeiss'],
  ['ZEISS ', 'Zeiss'],
  ['德国蔡司光学有限公司', 'Zeiss'],
  ['Zeissler', 'Zeissler'],
  ['某某仪器厂', '某某仪器厂'],
])('%s is made by %s', (written, usual) => {
  const known = [{ name: 'Zeiss', others: ['蔡司', '卡尔蔡司'] }];
  expect(usualMakers([written], known).get(written)).toBe(usual);
});
