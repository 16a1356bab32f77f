import type { PriceList } from '../../../miniapp/src/features/terms/api';
import {
  changedSums,
  draftOf,
  listOf,
  sumKey,
  withoutLine,
  withTestItem,
} from '../../../miniapp/src/features/terms/price-draft';

const list: PriceList = {
  id: 'LIST',
  chargingMode: 'use',
  items: [
    { userKind: 'company', item: 'machine_hour', testItemId: null, name: '机时', unitFen: 48_000 },
    { userKind: 'own_unit', item: 'sample', testItemId: 'ITEM', name: '物相', unitFen: 2_550 },
    { userKind: 'company', item: 'consumable', testItemId: null, name: '铜网', unitFen: 500 },
  ],
  offPeak: [{ from: '22:00', to: '08:00', percentOff: 20 }],
  minimumFen: 10_000,
  subsidyPerHourFen: 0,
  validFrom: '2026-01-01',
  validTo: null,
};
const items = [{ id: 'ITEM', name: '物相' }];
const draft = draftOf(list, items, '2026-11-25');

const typing = (key: string, text: string) => ({
  ...draft,
  typed: { ...draft.typed, [key]: text },
});

test('a list that nobody touched is the same list from another day on', () => {
  const { items: was, chargingMode, offPeak, minimumFen, subsidyPerHourFen } = list;
  const rest = { chargingMode, offPeak, minimumFen, subsidyPerHourFen };
  const made = listOf(draft);
  expect(made).toMatchObject({ body: { ...rest, validFrom: '2026-11-25' } });
  const { body } = made as Extract<typeof made, { body: unknown }>;
  expect(body.items).toHaveLength(was.length);
  expect(body.items).toEqual(expect.arrayContaining(was));
  expect(changedSums(draft, draft)).toEqual([]);
});

test('an emptied sum is no price, a first one is a price, and both are told', () => {
  const changed = typing('company-machine_hour', ' ');
  const next = { ...changed, typed: { ...changed.typed, 'academic-start_up': '50' } };
  const made = listOf(next) as { body: { items: PriceList['items'] } };
  expect(made.body.items.map(({ userKind, item }) => `${userKind} ${item}`).sort()).toEqual([
    'academic start_up',
    'company consumable',
    'own_unit sample',
  ]);
  expect(changedSums(draft, next).map(({ kind, before, after }) => [kind, before, after])).toEqual([
    ['academic', null, 5_000],
    ['company', 48_000, null],
  ]);
});

test('a test item is added with a name alone, and taken out for every kind', () => {
  const more = withTestItem(draft, '粒径');
  const line = more.lines.find(({ name }) => name === '粒径')!;
  const priced = { ...more, typed: { ...more.typed, [sumKey('company', line)]: '80' } };
  expect(listOf(priced)).toMatchObject({
    body: {
      items: expect.arrayContaining([
        { userKind: 'company', item: 'sample', testItemId: null, name: '粒径', unitFen: 8_000 },
      ]) as unknown,
    },
  });
  expect(withoutLine(priced, line)).toEqual(draft);
  const old = draft.lines.find(({ testItemId }) => testItemId === 'ITEM')!;
  const without = withoutLine(draft, old);
  expect(without.lines).toContain(old);
  expect(changedSums(draft, without)).toMatchObject([{ kind: 'own_unit', after: null }]);
});

test.each([
  ['a word for a sum', typing('company-machine_hour', '很多'), 'sum'],
  ['three decimals', { ...draft, minimum: '1.234' }, 'sum'],
  [
    'hours that end as they begin',
    { ...draft, offPeak: [{ from: '08:00', to: '08:00', percentOff: 5 }] },
    'span',
  ],
  ['no price at all', { ...draft, typed: {} }, 'nothing'],
])('%s is said before it is sent', (_what, wrong, flaw) => {
  expect(listOf(wrong)).toEqual({ flaw });
});
