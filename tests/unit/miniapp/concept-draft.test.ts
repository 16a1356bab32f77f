import type { Concept } from '../../../miniapp/src/features/dictionary/api';
import {
  draftOf,
  editOf,
  isSameAs,
  rebased,
} from '../../../miniapp/src/features/dictionary/concept-draft';

const concept = (change: Partial<Concept> = {}): Concept => ({
  id: 'sem',
  classCodes: ['010102'],
  zh: ['扫描电镜'],
  en: [],
  abbreviations: ['SEM'],
  nicknames: ['扫电', '电镜'],
  purposes: [],
  related: [
    { id: 'tem', weight: 0.3 },
    { id: 'afm', weight: 0.2 },
  ],
  classes: [],
  relatedNames: [],
  alsoMeans: [],
  isRetired: false,
  isEdited: false,
  updatedAt: '2026-11-24T01:42:00.000Z',
  updatedBy: null,
  version: 1,
  versions: [],
  ...change,
});

test('what is typed counts, whether or not it was added; what is there already changes nothing', () => {
  const draft = { ...draftOf(concept()), typed: { nicknames: ' 扫苗 ', abbreviations: 'SEM' } };
  expect(editOf(draft)).toMatchObject({
    nicknames: ['扫电', '电镜', '扫苗'],
    abbreviations: ['SEM'],
  });
  expect(isSameAs(concept(), draft)).toBe(false);
  expect(isSameAs(concept(), { ...draft, typed: { abbreviations: 'SEM' } })).toBe(true);
});

test('changes go onto what someone else has saved meanwhile, and theirs stay', () => {
  const mine = {
    ...draftOf(concept()),
    nicknames: ['电镜', '我的'],
    related: [{ id: 'tem', weight: 0.5 }],
  };
  const theirs = concept({
    version: 2,
    nicknames: ['扫电', '电镜', '别人的'],
    related: [
      { id: 'tem', weight: 0.4 },
      { id: 'afm', weight: 0.2 },
      { id: 'xps', weight: 0.1 },
    ],
  });
  const draft = rebased(mine, theirs);
  expect(draft).toMatchObject({
    nicknames: ['电镜', '别人的', '我的'],
    related: [
      { id: 'tem', weight: 0.5 },
      { id: 'xps', weight: 0.1 },
    ],
    base: { version: 2 },
  });
  expect(rebased(draft, theirs)).toBe(draft);
});
