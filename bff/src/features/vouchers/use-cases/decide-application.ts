import type { CheckedRequest } from '@dayi/shared/contracts/index';
import { cleanText } from '@dayi/shared/plain-text';
import type { Deps } from '../../../deps.ts';
import { decodeInstantCursor, pageOf } from '../../../infra/cursor.ts';
import type { IdempotencyKey, StoredAnswer } from '../../../infra/idempotency-keys.ts';
import { inIdempotentTransaction } from '../../../infra/idempotent-transaction.ts';
import type { Trx } from '../../../infra/database.ts';
import { type Actor, regionPrefix, scopesFor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import {
  type Application,
  endApplication,
  findApplications,
  nameGrant,
} from '../applications-repository.ts';
import { presentApplication } from '../presenter.ts';
import { judgeWords } from './apply-for-voucher.ts';
import { grantVoucher } from './grant-voucher.ts';
import { readApplicationFor } from './read-application.ts';
import { tellOfApplication } from './tell-of-application.ts';

async function approve(
  deps: Deps,
  trx: Trx,
  application: Application,
  decision: { amountFen: number; reason: string },
  actorId: string,
): Promise<Application> {
  const { amountFen } = decision;
  const { programme, companyId } = application;
  if (amountFen > application.askedFen) throw new Problem('voucher.above_asked');
  const reason = cleanText(decision.reason) === '' ? null : judgeWords(decision.reason, 'reason');
  const at = deps.clock.now();
  const end = { state: 'approved' as const, at, by: actorId, reason, grantedFen: amountFen };
  if (!(await endApplication(trx, application.id, end))) {
    throw new Problem('voucher.application_decided');
  }
  const wanted = { programmeId: programme.id, companyId, quotaFen: amountFen };
  const mostOfYearFen = programme.rules.capPerCompanyYearFen;
  const grantId = await grantVoucher(deps, trx, { ...wanted, mostOfYearFen }, actorId);
  await nameGrant(trx, application.id, grantId);
  return {
    ...application,
    state: 'approved',
    decidedAt: at,
    reason,
    grantedFen: amountFen,
    grantId,
    yearGrantedFen: application.yearGrantedFen + amountFen,
  };
}

async function reject(
  deps: Deps,
  trx: Trx,
  application: Application,
  words: string,
  actorId: string,
): Promise<Application> {
  const reason = judgeWords(words, 'reason');
  const at = deps.clock.now();
  const end = { state: 'rejected' as const, at, by: actorId, reason };
  if (!(await endApplication(trx, application.id, end))) {
    throw new Problem('voucher.application_decided');
  }
  return { ...application, state: 'rejected', decidedAt: at, reason };
}

/**
 * Ends an application: its voucher is granted in the same transaction, or it is rejected with a reason.
 * Of two officers who decide at once one is heard.
 * @throws Problem `voucher.application_not_found`, `access.forbidden` also for people of the company,
 *   `voucher.application_decided`, `voucher.above_asked`, and those of `grantVoucher`
 */
export async function decideApplication(
  deps: Deps,
  actor: Actor,
  key: IdempotencyKey,
  id: string,
  decision: CheckedRequest<'decideVoucherApplication'>['body'],
): Promise<StoredAnswer> {
  return await inIdempotentTransaction(deps, key, async (trx) => {
    const application = await readApplicationFor(trx, actor, id, 'decideVoucherApplication');
    if (application.state !== 'open') throw new Problem('voucher.application_decided');
    const after =
      decision.decision === 'approve'
        ? await approve(deps, trx, application, decision, actor.userId)
        : await reject(deps, trx, application, decision.reason, actor.userId);
    const what = after.state === 'approved' ? 'approved' : 'rejected';
    await tellOfApplication(deps, trx, after, what, actor.userId);
    return { status: 200, body: presentApplication(after, actor) };
  });
}

/** A page of the applications of one's companies, or of those that one's office decides. */
export async function listApplications(
  deps: Deps,
  actor: Actor,
  query: CheckedRequest<'listVoucherApplications'>['query'],
) {
  const isJudge = query.role === 'judge';
  const route = 'listVoucherApplications';
  const scope = {
    companyIds: isJudge ? [] : scopesFor(actor, route, 'company'),
    regionPrefixes: isJudge ? scopesFor(actor, route, 'region').map(regionPrefix) : [],
  };
  const found = await findApplications(deps.db, scope, {
    state: query.state,
    limit: query.limit + 1,
    after: query.cursor === undefined ? undefined : decodeInstantCursor(query.cursor),
  });
  const { rows, nextCursor } = pageOf(found, query.limit, ({ appliedAt, id }) => [
    appliedAt.toISOString(),
    id,
  ]);
  return { items: rows.map((one) => presentApplication(one, actor)), nextCursor };
}
