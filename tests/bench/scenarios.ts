import { pathOf } from '@dayi/shared/routes/index';

export interface Subject {
  /** Ids of instruments, spread over the catalogue. */
  ids: readonly string[];
}

/** A scenario asks the product for `paths`; the reference always answers its one SELECT. */
export interface Scenario {
  name: string;
  what: string;
  paths: (subject: Subject) => string[];
}

const WORDS = [
  'SEM',
  '扫描电镜',
  'Bruker',
  '质谱',
  'XRD',
  '杭州',
  '显微镜',
  'Agilent',
  '宁波 核磁',
];

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'instrument-detail',
    what: 'one instrument with prices, rules, rating and next free slot',
    paths: ({ ids }) => ids.map((id) => pathOf('getInstrument', { id })),
  },
  {
    name: 'instrument-list',
    what: 'the first page of the whole catalogue with facets',
    paths: () => [pathOf('listInstruments')],
  },
  {
    name: 'instrument-search',
    what: 'words in Chinese and English over the whole catalogue',
    paths: () => WORDS.map((q) => `${pathOf('listInstruments')}?q=${encodeURIComponent(q)}`),
  },
];
