import { createHash } from 'node:crypto';
import type { Trx } from '../../infra/database.ts';
import type { BulletinContent } from './domain/content.ts';

/** A bulletin without what it says. */
export interface Bulletin {
  id: string;
  regionCode: string;
  regionName: string;
  regionNameEn: string;
  /** First month of its period. */
  period: string;
  state: 'draft' | 'published';
  generatedAt: Date;
  publishedAt: Date | null;
  answerBy: Date | null;
  sha256: string;
}

const COLUMNS = [
  'b.id',
  'b.region_code',
  'b.period',
  'b.state',
  'b.generated_at',
  'b.published_at',
  'b.answer_by',
  'b.content_sha256',
] as const;

const toBulletin = (row: Record<string, unknown>): Bulletin => ({
  id: String(row['id']),
  regionCode: String(row['region_code']),
  regionName: String(row['region_name']),
  regionNameEn: String(row['region_name_en']),
  period: String(row['period']),
  state: row['state'] as Bulletin['state'],
  generatedAt: row['generated_at'] as Date,
  publishedAt: row['published_at'] as Date | null,
  answerBy: row['answer_by'] as Date | null,
  sha256: String(row['content_sha256']),
});

const heads = (trx: Trx) =>
  trx('bulletins as b')
    .join('regions as r', 'r.code', 'b.region_code')
    .select(...COLUMNS, 'r.name as region_name', 'r.name_en as region_name_en');

/** Who reads: offices by what lies in their region, units by what names them. */
export interface ReaderScope {
  regionPrefixes: readonly string[];
  /** Regions above the reader's own: their bulletins are seen once published. */
  regionsAbove: readonly string[];
  unitIds: readonly string[];
}

/** Bulletins somebody may see, the newest period first. */
export async function findBulletins(
  trx: Trx,
  { regionPrefixes, regionsAbove, unitIds }: ReaderScope,
  page: { limit: number; after: { period: string; id: string } | undefined },
): Promise<Bulletin[]> {
  const query = heads(trx)
    .where((seen) => {
      for (const prefix of regionPrefixes) {
        void seen.orWhere('b.region_code', 'like', `${prefix}%`);
      }
      const named = trx('bulletin_items as n')
        .whereRaw('n.bulletin_id = b.id')
        .whereIn('n.unit_id', [...unitIds])
        .select('n.id');
      void seen.orWhere((published) => {
        void published
          .where('b.state', 'published')
          .where((to) => void to.whereIn('b.region_code', [...regionsAbove]).orWhereExists(named));
      });
    })
    .orderBy([
      { column: 'b.period', order: 'desc' },
      { column: 'b.id', order: 'desc' },
    ])
    .limit(page.limit);
  const { after } = page;
  if (after !== undefined) {
    void query.where((older) => {
      void older
        .where('b.period', '<', after.period)
        .orWhere((same) => void same.where('b.period', after.period).where('b.id', '<', after.id));
    });
  }
  return ((await query) as Record<string, unknown>[]).map(toBulletin);
}

export async function findBulletin(trx: Trx, id: string): Promise<Bulletin | undefined> {
  const row = (await heads(trx).where('b.id', id).first()) as Record<string, unknown> | undefined;
  return row && toBulletin(row);
}

/** The newest published bulletin of a region before a period. */
export async function findPublishedBefore(
  trx: Trx,
  regionCode: string,
  period: string,
): Promise<Bulletin | undefined> {
  const row = (await heads(trx)
    .where({ 'b.region_code': regionCode, 'b.state': 'published' })
    .where('b.period', '<', period)
    .orderBy('b.period', 'desc')
    .first()) as Record<string, unknown> | undefined;
  return row && toBulletin(row);
}

/** What a bulletin says, byte for byte as it was frozen. */
export async function readContent(trx: Trx, id: string): Promise<BulletinContent> {
  const row = (await trx('bulletins').where({ id }).first('content')) as { content: string };
  return JSON.parse(row.content) as BulletinContent;
}

/** Holds the row of a bulletin until the transaction ends. */
export async function lockBulletin(trx: Trx, id: string): Promise<Bulletin | undefined> {
  await trx('bulletins').where({ id }).forUpdate().first('id');
  return await findBulletin(trx, id);
}

/** The bulletin of a region and period, held; an empty draft is put where there is none. */
export async function openDraft(
  trx: Trx,
  wish: { id: string; regionCode: string; period: string; at: Date },
): Promise<Bulletin> {
  const { at, id, period, regionCode } = wish;
  await trx.raw(
    `insert ignore into bulletins (id, region_code, period, state, generated_at, content, content_sha256)
     values (?, ?, ?, 'draft', ?, '', '')`,
    [id, regionCode, period, at],
  );
  const row = (await trx('bulletins')
    .where({ region_code: regionCode, period })
    .forUpdate()
    .first('id')) as { id: string };
  const found = await findBulletin(trx, row.id);
  if (found === undefined) throw new Error(`bulletin ${row.id} is not where it was put`);
  return found;
}

export async function writeDraft(
  trx: Trx,
  id: string,
  content: BulletinContent,
  made: { at: Date; by: string | null },
): Promise<void> {
  const text = JSON.stringify(content);
  await trx('bulletins')
    .where({ id })
    .update({
      content: text,
      content_sha256: createHash('sha256').update(text).digest('hex'),
      generated_at: made.at,
      generated_by: made.by,
    });
}

/** Freezes a draft. */
export async function publish(
  trx: Trx,
  id: string,
  { answerBy, at, by }: { at: Date; by: string | null; answerBy: Date },
): Promise<void> {
  await trx('bulletins').where({ id }).update({
    state: 'published',
    published_at: at,
    published_by: by,
    answer_by: answerBy,
  });
}

/** How far a region's bulletins of some periods are; those not made have no entry. */
export async function findStates(
  trx: Trx,
  regionCode: string,
  periods: readonly string[],
): Promise<Map<string, Bulletin['state']>> {
  const rows = (await trx('bulletins')
    .where({ region_code: regionCode })
    .whereIn('period', [...periods])
    .select('period', 'state')) as { period: string; state: Bulletin['state'] }[];
  return new Map(rows.map(({ period, state }) => [period, state]));
}
