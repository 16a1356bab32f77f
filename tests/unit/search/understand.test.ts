import { smallSearch } from '../../support/small-search.ts';

const { read } = smallSearch([
  { id: 'a', name: '透射电镜', model: 'JEM-2100F' },
  { id: 'b', name: '扫描电镜', model: 'GeminiSEM 300', maker: '卡尔蔡司' },
  { id: 'c', name: '液相色谱仪', model: 'LC-20A' },
]);

const kindsOf = (q: string) => read(q).concepts.map(({ id }) => id);

test.each([
  ['a full name', '扫描电子显微镜', 'sem', 'word'],
  ['letters', 'XRD', 'xrd', 'word'],
  ['letters with and without a hyphen', 'icpms', 'icpms', 'word'],
  ['letters apart', 'fe sem', 'fesem', 'word'],
  ['full-width letters', 'ＴＥＭ', 'tem', 'word'],
  ['traditional characters', '透射電鏡', 'tem', 'word'],
  ['English with another ending', 'transmission electron microscopy', 'tem', 'word'],
  ['English in the plural', 'X-ray diffractometers', 'xrd', 'word'],
  ['pinyin', 'saomiaodianjing', 'sem', 'pinyin'],
  ['pinyin in two words', 'toushe dianjing', 'tem', 'pinyin'],
  ['initials', 'hcgz', 'nmr', 'initials'],
  ['a character of the same sound', '扫苗电镜', 'sem', 'mended'],
  ['a character that looks alike', '透射电竟', 'tem', 'mended'],
  ['a wrong character behind a letter', 'x射线衍涉仪', 'xrd', 'mended'],
  ['the wrong one of two', '拉慢光谱', 'raman', 'mended'],
  ['letters too many', 'ICPMSS', 'icpms', 'mended'],
  ['letters left out', 'transmision electron microscpe', 'tem', 'mended'],
] as const)('%s: %s', (_what, q, kind, way) => {
  const asked = read(q);
  expect(asked.concepts[0]?.id).toBe(kind);
  expect(asked.readings.find(({ kind: one }) => one === 'concept')?.way).toBe(way);
});

test.each([
  ['头发里的铅', 'icpms'],
  ['想查查水里有没有重金属', 'icpms'],
  ['这粉末是什么晶型啊', 'xrd'],
  ['想看看病毒颗粒', 'tem'],
])('a layman’s sentence: %s', (q, kind) => {
  expect(kindsOf(q)[0]).toBe(kind);
});

test('the longest word wins: a field emission SEM is not any SEM', () => {
  expect(kindsOf('场发射扫描电镜')).toEqual(['fesem']);
});

test('a word of two kinds means both', () => {
  expect(kindsOf('电镜').sort()).toEqual(['sem', 'tem']);
});

test('a word that only sounds like another is left what it is', () => {
  expect(kindsOf('电池')).toEqual([]);
});

test('a rare character is read in its usual form', () => {
  expect(read('二噁英').rest).toBe('二恶英');
});

test('two letters count as a whole word only', () => {
  expect(kindsOf('totem')).toEqual([]);
});

test('a model is found with and without its separators and by its beginning', () => {
  for (const q of ['JEM-2100F', 'jem 2100f', 'jem2100'])
    expect(read(q).models).toEqual(['jem2100f']);
});

test('a model wins over a word that is a part of it', () => {
  expect(read('LC-20A')).toMatchObject({ models: ['lc20a'], rest: '' });
});

test('places and makers are told from kinds, whatever a maker is called', () => {
  expect(read('杭州 蔡司扫描电镜')).toMatchObject({
    cities: ['330100'],
    makers: ['Zeiss'],
    concepts: [{ id: 'sem' }],
    rest: '',
  });
  expect(read('hangzhou de hecigongzhen')).toMatchObject({
    cities: ['330100'],
    concepts: [{ id: 'nmr' }],
  });
});

test('each reading names what was typed, as it was typed', () => {
  const { readings } = read('宁波 ＳＥＭ 透射電鏡');
  expect(readings.map(({ text }) => text)).toEqual(['宁波', 'ＳＥＭ', '透射電鏡']);
});

test('how sure: a name is, a guess less, nothing not at all', () => {
  const sure = ['扫描电镜', '想看看病毒颗粒', '扫帚'].map((q) => read(q).confidence);
  expect(sure[0]).toBeGreaterThan(0.9);
  expect(sure[1]).toBeLessThan(0.9);
  expect(sure[2]).toBe(0);
});

test.each([
  ['empty', ''],
  ['blanks', '   　 '],
  ['one letter', 'x'],
  ['one character', '的'],
  ['stop words only', '请问我想做一下这个检测'],
  ['SQL', "'; DROP TABLE instruments; --"],
  ['HTML', '<script>alert(1)</script>'],
  ['emoji', '🔬🧪🔬'],
  ['half an emoji', '\ud83d电镜'],
  ['signs', '%_\\*?[](){}^$|+.'],
  ['right-to-left marks', '\u202e电镜\u202c'],
  ['a price below nothing', '-1元以内'],
  ['figures', '1'.repeat(200)],
  ['ten thousand letters', 'a'.repeat(10_000)],
  ['ten thousand characters', '电'.repeat(10_000)],
])('%s is read without a word of complaint, and soon', (_what, q) => {
  const startedAt = performance.now();
  const asked = read(q);
  expect(asked.confidence).toBeGreaterThanOrEqual(0);
  expect(performance.now() - startedAt).toBeLessThan(500);
});
