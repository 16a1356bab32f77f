import { readDataFile } from '../../bff/src/infra/data-files.ts';
import type { Concept } from '../../bff/src/features/search/domain/concept.ts';
import {
  judgeConcept,
  readConceptRows,
} from '../../bff/src/features/search/domain/concept-rows.ts';
import {
  changesBetween,
  otherMeanings,
} from '../../bff/src/features/search/domain/concept-changes.ts';
import { missOf } from '../../bff/src/features/search/domain/miss.ts';

const thirdLevel = new Set(
  readDataFile('national-class-codes.csv')
    .filter(({ level }) => level === '3')
    .map(({ code }) => code ?? ''),
);

describe('the shipped dictionary', () => {
  const { concepts, faults } = readConceptRows(readDataFile('concepts.psv', '|'), thirdLevel);

  test('has nothing wrong in it', () => {
    expect(faults).toEqual([]);
    expect(concepts.length).toBeGreaterThan(1_100);
  });

  test('knows a kind for every class of the third level', () => {
    const covered = new Set(concepts.flatMap(({ classCodes }) => classCodes));
    expect(thirdLevel.size).toBe(631);
    expect([...thirdLevel].filter((code) => !covered.has(code))).toEqual([]);
  });
});

const SEM: Concept = {
  id: 'sem',
  classCodes: ['010102'],
  zh: ['扫描电镜'],
  en: ['scanning electron microscope'],
  abbreviations: ['SEM'],
  nicknames: [],
  purposes: ['看表面形貌'],
  related: [{ id: 'tem', weight: 0.3 }],
};
const known = { classCodes: thirdLevel, conceptIds: new Set(['sem', 'tem']) };

test('a sound concept has no faults', () => {
  expect(judgeConcept(SEM, known)).toEqual([]);
});

test.each<[string, Partial<Concept>, field: string, code: string]>([
  ['an id with capitals', { id: 'SEM' }, 'id', 'bad_id'],
  ['an id of 33 characters', { id: 'a'.repeat(33) }, 'id', 'too_long'],
  ['no class', { classCodes: [] }, 'classCodes', 'empty'],
  ['a class of the second level', { classCodes: ['010100'] }, 'classCodes', 'unknown_class'],
  ['a class nobody knows', { classCodes: ['999999'] }, 'classCodes', 'unknown_class'],
  ['no Chinese name', { zh: [] }, 'zh', 'empty'],
  ['an empty name', { zh: [' '] }, 'zh', 'empty'],
  ['a name of 10,000 characters', { zh: ['镜'.repeat(10_000)] }, 'zh', 'too_long'],
  ['a control character', { nicknames: ['扫\u0000电'] }, 'nicknames', 'control_characters'],
  ['a mark that turns the text', { nicknames: ['扫\u202E电'] }, 'nicknames', 'control_characters'],
  ['half a character', { nicknames: ['扫\uD83D'] }, 'nicknames', 'control_characters'],
  ['two values in one', { nicknames: ['扫;电'] }, 'nicknames', 'separator'],
  ['two columns in one', { purposes: ['看|表面'] }, 'purposes', 'separator'],
  ['emoji alone', { nicknames: ['🔬'] }, 'nicknames', 'no_letters'],
  ['a term twice, full-width', { en: ['sem', 'ＳＥＭ'] }, 'en', 'duplicate'],
  [
    'too many terms',
    { nicknames: Array.from({ length: 31 }, (_, n) => `扫${n}`) },
    'nicknames',
    'too_many',
  ],
  ['itself as related', { related: [{ id: 'sem', weight: 1 }] }, 'related', 'itself'],
  [
    'an unknown related kind',
    { related: [{ id: 'xyz', weight: 1 }] },
    'related',
    'unknown_concept',
  ],
  ['a weight of 0', { related: [{ id: 'tem', weight: 0 }] }, 'related', 'weight_out_of_range'],
  ['a weight above 1', { related: [{ id: 'tem', weight: 1.1 }] }, 'related', 'weight_out_of_range'],
  [
    'a weight that is none',
    { related: [{ id: 'tem', weight: NaN }] },
    'related',
    'weight_out_of_range',
  ],
])('refused is %s', (_, change, field, code) => {
  expect(judgeConcept({ ...SEM, ...change }, known)).toEqual([
    expect.objectContaining({ field, code }),
  ]);
});

test('a file that has an id twice, or a related kind without a weight, says so', () => {
  const row = { id: 'sem', classes: '010102', zh: '扫描电镜', related: '' };
  const { faults } = readConceptRows(
    [row, { ...row, related: 'sem2' }, { ...row, id: 'sem2' }],
    thirdLevel,
  );
  expect(faults.map(({ id, code }) => [id, code])).toEqual([
    ['sem', 'duplicate_id'],
    ['sem', 'weight_out_of_range'],
  ]);
});

test('changes are told list by list', () => {
  const after = { ...SEM, nicknames: ['扫电'], related: [{ id: 'tem', weight: 0.4 }] };
  expect(changesBetween(SEM, after)).toEqual([
    { field: 'nicknames', added: ['扫电'], removed: [] },
    { field: 'related', added: ['tem:0.4'], removed: ['tem:0.3'] },
  ]);
  expect(changesBetween(SEM, SEM)).toEqual([]);
});

test('a name that names another kind is told of, however it is spelled; a shared purpose is not', () => {
  const tem = { ...SEM, id: 'tem', zh: ['透射电镜'], en: [], abbreviations: ['S-E-M'] };
  expect(otherMeanings(SEM, [SEM, tem])).toEqual([
    { term: 'SEM', concepts: [{ id: 'tem', zh: '透射电镜', en: null }] },
  ]);
});

describe('a search in vain', () => {
  const note = (words: string, example = words) => missOf({ words, example, readAs: 'sem' });

  test('is kept as it was typed, on one line', () => {
    expect(note('扫苗电镜', ' 扫苗\n电镜 ')).toEqual({
      words: '扫苗电镜',
      example: '扫苗 电镜',
      readAs: 'sem',
    });
    expect(note('  ')).toBeNull();
  });

  test.each([
    ['a telephone number', '找13800138000的仪器', '[number]'],
    ['one in groups', '138 0013 8000', '[number]'],
    ['one in full-width digits', '１３８００１３８０００', '[number]'],
    ['a mail address', 'someone@example.com', '[address]'],
    ['a long sentence', '我'.repeat(61), '[sentence]'],
  ])('is counted by its shape alone: %s', (_, words, shape) => {
    expect(note(words)).toEqual({ words: shape, example: '', readAs: '' });
  });

  test('keeps model numbers', () => {
    expect(note('qtrap 6500 gc 2010')?.words).toBe('qtrap 6500 gc 2010');
  });
});
