import { simplify, soundsOf } from '../../bff/src/infra/chinese.ts';
import { Catalogue, type CatalogueEntry } from '../../bff/src/features/search/domain/catalogue.ts';
import type { Concept } from '../../bff/src/features/search/domain/concept.ts';
import { buildRows } from '../../bff/src/features/search/domain/index-rows.ts';
import { usualMakers } from '../../bff/src/features/search/domain/makers.ts';
import { type Order, rank } from '../../bff/src/features/search/domain/rank.ts';
import { SearchIndex } from '../../bff/src/features/search/domain/search-index.ts';
import { Vocabulary } from '../../bff/src/features/search/domain/vocabulary.ts';

const kind = (id: string, classCode: string, words: Partial<Concept>): Concept => ({
  id,
  classCodes: [classCode],
  zh: [],
  en: [],
  abbreviations: [],
  nicknames: [],
  purposes: [],
  related: [],
  ...words,
});

export const CONCEPTS: readonly Concept[] = [
  kind('sem', '010102', {
    zh: ['扫描电镜', '扫描电子显微镜'],
    en: ['scanning electron microscope'],
    abbreviations: ['SEM'],
    nicknames: ['电镜', '扫描'],
    purposes: ['看表面形貌', '看断口', '看颗粒长什么样'],
    related: [{ id: 'tem', weight: 0.4 }],
  }),
  kind('fesem', '010102', {
    zh: ['场发射扫描电镜'],
    en: ['field emission scanning electron microscope'],
    abbreviations: ['FE-SEM'],
  }),
  kind('tem', '010101', {
    zh: ['透射电镜', '透射电子显微镜'],
    en: ['transmission electron microscope'],
    abbreviations: ['TEM'],
    nicknames: ['电镜'],
    purposes: ['看晶格条纹', '看病毒颗粒'],
  }),
  kind('nmr', '010601', {
    zh: ['核磁共振波谱仪'],
    en: ['nuclear magnetic resonance spectrometer'],
    abbreviations: ['NMR'],
    nicknames: ['核磁', '核磁共振'],
    purposes: ['测氢谱', '有机化合物结构确证'],
  }),
  kind('icpms', '010202', {
    zh: ['电感耦合等离子体质谱仪'],
    abbreviations: ['ICP-MS'],
    purposes: ['水里的重金属', '头发里的铅', '土壤重金属'],
  }),
  kind('xrd', '010301', {
    zh: ['X射线衍射仪'],
    en: ['X-ray diffractometer'],
    abbreviations: ['XRD'],
    purposes: ['物相鉴定', '粉末是什么晶型'],
  }),
  kind('raman', '010410', { zh: ['拉曼光谱仪'], nicknames: ['拉曼', '拉曼光谱'] }),
];

type Words = Pick<CatalogueEntry, 'id' | 'name'> &
  Partial<CatalogueEntry> & { description?: string };

const entryOf = ({ description: _, ...words }: Words): CatalogueEntry => ({
  code: words.id,
  unitId: 'UNITA',
  unitName: '钱塘理工大学',
  unitNameEn: 'Qiantang University',
  unitShortName: '钱塘理工',
  groupId: null,
  crewName: null,
  classCode: '',
  className: '',
  nameEn: null,
  maker: '',
  model: '',
  cityCode: '330100',
  cityName: '杭州市',
  lat: null,
  lon: null,
  status: 'open',
  acceptsVouchers: false,
  pricesFen: { own_group: null, own_unit: null, academic: null, company: 10_000 },
  priceItem: 'machine_hour',
  rating: {
    reviews: 0,
    sums: { quality: 0, speed: 0, attitude: 0, value: 0 },
    scoreSum: 0,
    stars: [0, 0, 0, 0, 0],
  },
  nextFree: null,
  wordsHash: 1,
  refreshedAt: new Date(0),
  ...words,
});

/** An index over some instruments, as a server has it, with a small dictionary. */
export function smallSearch(instruments: readonly Words[]) {
  const makers = usualMakers(
    instruments.map(({ maker }) => maker ?? ''),
    [{ name: 'Zeiss', others: ['蔡司', '卡尔蔡司'] }],
  );
  const vocabulary = Vocabulary.of(
    {
      concepts: CONCEPTS,
      named: [
        { kind: 'city', id: '330100', names: ['杭州市', '杭州', 'Hangzhou'] },
        { kind: 'city', id: '330200', names: ['宁波市', '宁波'] },
        { kind: 'unit', id: 'UNITA', names: ['钱塘理工大学', '钱塘理工'] },
        { kind: 'maker', id: 'Zeiss', names: ['Zeiss', '蔡司'] },
      ],
      models: instruments.map(({ model }) => model ?? ''),
      makers,
    },
    { simplify, soundsOf },
  );
  const catalogue = new Catalogue();
  const index = new SearchIndex(vocabulary, catalogue);
  const entries = instruments.map(entryOf);
  for (const entry of entries) catalogue.put(entry);
  const words = entries.map((entry, at) => ({
    ...entry,
    description: instruments[at]?.description ?? '',
  }));
  index.add(buildRows(vocabulary.lexicon, CONCEPTS, words, simplify), 0);

  const now = new Date('2026-11-23T02:00:00.000Z');
  const read = (q: string) => index.read(q, now, 'Asia/Shanghai');
  const order: Order = { by: 'relevance', among: null, near: null, userKind: 'company' };
  const find = (q: string) => {
    const matches = index.match(read(q), { userKind: 'company' }, now);
    return rank(catalogue, matches, order, 100).map((doc) => catalogue.at(doc).id);
  };
  return { index, catalogue, vocabulary, entryOf, read, find, now };
}
