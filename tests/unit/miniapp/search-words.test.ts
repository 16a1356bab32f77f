import {
  markTyped,
  markWords,
  type Stretch,
} from '../../../miniapp/src/features/instruments/marking';
import {
  isReadOtherwise,
  type Reading,
  without,
  wordsToMark,
} from '../../../miniapp/src/features/instruments/readings';

const reading = (
  text: string,
  kind: Reading['kind'] = 'class',
  way: Reading['way'] = 'word',
  name = text,
): Reading => ({ kind, text, value: '', name, way });

describe('taking a reading off', () => {
  it.each([
    ['杭州 扫苗电镜', '扫苗电镜', '杭州'],
    ['杭州 扫苗电镜', '杭州', '扫苗电镜'],
  ])('%s without %s is %s', (q, gone, left) => {
    const readings = [reading('杭州', 'city'), reading('扫苗电镜', 'class', 'mended', '扫描电镜')];
    const one = readings.find(({ text }) => text === gone)!;
    expect(without(q, readings, one)).toBe(left);
  });

  it('takes off the city, not the letters of it in a university’s name', () => {
    const q = '南京大学 南京 核磁';
    const readings = [reading('南京大学', 'unit'), reading('南京', 'city'), reading('核磁')];
    expect(without(q, readings, readings[1]!)).toBe('南京大学 核磁');
    expect(without(q, readings, readings[0]!)).toBe('南京 核磁');
  });

  it('takes off price, time and voucher one by one, wherever they stand', () => {
    const q = '杭州 500元以内 明天下午 核磁 能用创新券';
    const readings = [
      reading('杭州', 'city'),
      reading('核磁'),
      reading('500元以内', 'price'),
      reading('明天下午', 'time'),
      reading('能用创新券', 'voucher'),
    ];
    expect(without(q, readings, readings[2]!)).toBe('杭州 明天下午 核磁 能用创新券');
    expect(without(q, readings, readings[3]!)).toBe('杭州 500元以内 核磁 能用创新券');
    expect(without(q, readings, readings[4]!)).toBe('杭州 500元以内 明天下午 核磁');
  });

  it('takes a guess off with every word that nothing else was read from', () => {
    const guess = reading('头发  铅', 'class', 'purpose', '电感耦合等离子体质谱仪');
    const readings = [guess, reading('杭州', 'city'), reading('便宜', 'cheap')];
    expect(without('想测 便宜 头发里的铅 杭州', readings, guess)).toBe('便宜 杭州');
    expect(without('头发里的铅', [guess], guess)).toBe('');
  });

  it('takes one of two guesses off and leaves the other', () => {
    const guesses = [
      reading('看表面形貌', 'class', 'purpose', '扫描电镜'),
      reading('测硬度', 'class', 'purpose', '硬度计'),
    ];
    expect(without('看表面形貌 还要测硬度', guesses, guesses[0]!)).toBe('测硬度');
    expect(without('看表面形貌 还要测硬度', guesses, guesses[1]!)).toBe('看表面形貌');
  });
});

test('what was read from a mistake, pinyin or initials says so', () => {
  expect(isReadOtherwise(reading('saomiao', 'class', 'pinyin', '扫描电镜'))).toBe(true);
  expect(isReadOtherwise(reading('SEM', 'class', 'word', '扫描电镜'))).toBe(false);
  expect(isReadOtherwise(reading('talos', 'model', 'mended', 'Talos'))).toBe(false);
});

test('names are searched for what names an instrument, never for prices and places', () => {
  const readings = [
    reading('杭州', 'city', 'word', '杭州市'),
    reading('核磁', 'class', 'word', '核磁共振波谱仪'),
    reading('500元以内', 'price'),
  ];
  expect(wordsToMark('杭州 500元以内 核磁 超导', readings)).toEqual([
    '核磁',
    '核磁共振波谱仪',
    '超导',
  ]);
});

describe('marking', () => {
  const shownOf = (stretches: readonly Stretch[]) =>
    stretches.map((one) => (one.isMarked ? `[${one.text}]` : one.text)).join('');

  it.each([
    ['场发射扫描电子显微镜', ['扫描电子显微镜'], '场发射[扫描电子显微镜]'],
    ['GeminiSEM 300', ['ＧＥＭＩＮＩ'], '[Gemini]SEM 300'],
    ['ＧｅｍｉｎｉSEM 300', ['gemini'], '[Ｇｅｍｉｎｉ]SEM 300'],
    ['JSM-6510LV', ['jsm6510'], '[JSM-6510]LV'],
    ['JSM6510LV', ['JSM-6510'], '[JSM6510]LV'],
    ['X 射线衍射仪', ['X射线衍射仪'], '[X 射线衍射仪]'],
    ['扫描电镜 扫描', ['扫描', '电镜'], '[扫描电镜] [扫描]'],
    ['pH 计 Photon', ['ph'], '[pH] 计 Photon'],
    ['核磁共振波谱仪', ['核', '镜'], '核磁共振波谱仪'],
    ['核磁共振波谱仪', [], '核磁共振波谱仪'],
    ['㎎级天平 😀', ['mg'], '[㎎]级天平 😀'],
    ['扫描电子显微镜', ['扫描电镜'], '[扫描电]子显微[镜]'],
    ['场发射扫描电子显微镜', ['场发射扫描电镜'], '[场发射扫描电]子显微[镜]'],
    ['电镜用扫描线圈', ['扫描电镜'], '电镜用扫描线圈'],
    ['', ['a'], ''],
  ])('%s by %j', (text, words, shown) => {
    expect(shownOf(markWords(text, words))).toBe(shown);
  });

  it.each([
    ['扫描电镜', '扫', '[扫]描电镜'],
    ['SEM', 's', '[S]EM'],
    ['场发射扫描电镜', '扫描', '场发射[扫描]电镜'],
    ['扫描电镜', 'sao', '扫描电镜'],
    ['扫描电镜', ' ', '扫描电镜'],
  ])('of %s, typed %s', (text, typed, shown) => {
    expect(shownOf(markTyped(text, typed))).toBe(shown);
  });
});
