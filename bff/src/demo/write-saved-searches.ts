import { createHash } from 'node:crypto';
import {
  asksForTime,
  type SavedQuery,
  tidyQuery,
} from '../features/recommendations/domain/saved-query.ts';
import { toJson, type Trx } from '../infra/database.ts';
import { insertRows } from '../infra/insert-rows.ts';
import type { Personas } from './personas.ts';

interface Wish {
  name: string;
  query: SavedQuery;
  notify: boolean;
}

/** What the researcher and the company look for again and again. */
const RESEARCHER: readonly Wish[] = [
  {
    name: '杭州的扫描电镜，3 天内有空',
    query: { classCode: '010102', city: '330100', freeInDays: 3 },
    notify: true,
  },
  {
    name: 'XPS，每小时不超过 500',
    query: { classCode: '010104', priceMaxFen: 50_000 },
    notify: true,
  },
  { name: '比表面', query: { q: '比表面' }, notify: false },
];

const COMPANY: readonly Wish[] = [
  { name: '可用创新券的液质', query: { classCode: '010201', voucher: true }, notify: true },
];

/** What the researcher works on, for whoever opens the settings. */
const AREAS = ['materials', 'chemistry'];

export async function writeSavedSearches(
  trx: Trx,
  { researcher, company }: Personas,
  newId: () => string,
  at: Date,
): Promise<void> {
  const rows = [
    ...RESEARCHER.map((wish, index) => ({ ...wish, slot: index + 1, userId: researcher.id })),
    ...COMPANY.map((wish, index) => ({ ...wish, slot: index + 1, userId: company.id })),
  ].map(({ name, query, notify, slot, userId }) => {
    const tidy = tidyQuery(query);
    return {
      id: newId(),
      user_id: userId,
      slot,
      name,
      query: toJson(tidy),
      query_hash: createHash('sha256').update(JSON.stringify(tidy)).digest('hex'),
      class_code: tidy.classCode ?? null,
      asks_for_time: asksForTime(tidy),
      notify,
      version: 1,
      created_at: at,
    };
  });
  await insertRows(trx, 'saved_searches', rows);
  await insertRows(trx, 'push_settings', [
    { user_id: researcher.id, weekly_notices: 3, version: 1, updated_at: at },
  ]);
  await insertRows(
    trx,
    'research_areas',
    AREAS.map((area) => ({ user_id: researcher.id, area })),
  );
}
