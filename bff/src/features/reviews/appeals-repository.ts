import type { Trx } from '../../infra/database.ts';
import type { Review } from './domain/review.ts';
import { reviewRows, toReview } from './repository.ts';

export async function insertAppeal(
  trx: Trx,
  appeal: {
    id: string;
    reviewId: string;
    edition: number;
    reason: string;
    appealedBy: string;
    appealedAt: Date;
  },
): Promise<void> {
  await trx('review_appeals').insert({
    id: appeal.id,
    review_id: appeal.reviewId,
    edition: appeal.edition,
    reason: appeal.reason,
    appealed_by: appeal.appealedBy,
    appealed_at: appeal.appealedAt,
  });
}

/** Writes the judgement, once; false where another was faster. */
export async function judgeAppeal(
  trx: Trx,
  id: string,
  judged: { decision: 'restored' | 'removed'; judgement: string; judgedBy: string; judgedAt: Date },
): Promise<boolean> {
  const changed = await trx('review_appeals').where({ id }).whereNull('decision').update({
    decision: judged.decision,
    judgement: judged.judgement,
    judged_by: judged.judgedBy,
    judged_at: judged.judgedAt,
  });
  return changed === 1;
}

/** Whose appeals a person may judge; filtered in SQL, never after. */
export interface JudgeScope {
  everything: boolean;
  regionPrefixes: readonly string[];
  /** Units the judge belongs to: nobody judges what is their own. */
  notUnits: readonly string[];
  userId: string;
}

/** Reviews under appeal or judged: the longest waiting first, the latest judged first. */
export async function findAppealed(
  trx: Trx,
  scope: JudgeScope,
  page: { isOpen: boolean; limit: number; after?: { at: Date; id: string } | undefined },
): Promise<Review[]> {
  const when = page.isOpen ? 'a.appealed_at' : 'a.judged_at';
  const direction = page.isOpen ? 'asc' : 'desc';
  const query = reviewRows(trx)
    .whereNotNull('a.id')
    .whereNot('r.author_id', scope.userId)
    .whereNotIn('b.unit_id', [...scope.notUnits])
    .orderByRaw(`${when} ${direction}, a.id ${direction}`)
    .limit(page.limit);
  void (page.isOpen ? query.whereNull('a.decision') : query.whereNotNull('a.decision'));
  if (!scope.everything) {
    void query.where((within) => {
      void within.whereRaw('1 = 0');
      for (const prefix of scope.regionPrefixes) {
        void within.orWhere('un.region_code', 'like', `${prefix}%`);
      }
    });
  }
  if (page.after !== undefined) {
    const sign = page.isOpen ? '>' : '<';
    void query.whereRaw(`(${when}, a.id) ${sign} (?, ?)`, [page.after.at, page.after.id]);
  }
  const rows = (await query) as Record<string, unknown>[];
  return rows.map(toReview);
}
