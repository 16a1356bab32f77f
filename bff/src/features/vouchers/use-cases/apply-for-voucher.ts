import { cleanText } from '@dayi/shared/plain-text';
import type { CheckedRequest } from '@dayi/shared/contracts/index';
import type { Deps } from '../../../deps.ts';
import { isDuplicate } from '../../../infra/database-errors.ts';
import type { IdempotencyKey, StoredAnswer } from '../../../infra/idempotency-keys.ts';
import { inIdempotentTransaction } from '../../../infra/idempotent-transaction.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import { type Actor, may, regionPrefix } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import {
  endApplication,
  findApplicants,
  findApplication,
  findStandings,
  insertApplication,
} from '../applications-repository.ts';
import { judgeApplication } from '../domain/application.ts';
import { presentApplication } from '../presenter.ts';
import { findProgramme } from '../repository.ts';
import { readApplicationFor } from './read-application.ts';
import { tellOfApplication } from './tell-of-application.ts';

const MOST_CHARACTERS = 500;

/**
 * Words of an application as they are kept.
 * @throws Problem `request.invalid`
 */
export function judgeWords(given: string, field: string): string {
  const text = cleanText(given);
  const length = [...new Intl.Segmenter().segment(text)].length;
  const path = `body.${field}`;
  if (text === '') {
    throw new Problem('request.invalid', { fields: [{ path, code: 'field.required' }] });
  }
  if (length > MOST_CHARACTERS) {
    const values = { limit: MOST_CHARACTERS };
    throw new Problem('request.invalid', { fields: [{ path, code: 'field.too_big', values }] });
  }
  return text;
}

/**
 * Asks a programme for a voucher; the table's key lets a company ask a programme once at a time.
 * @throws Problem `voucher.programme_not_found`, `voucher.application_open`, `access.forbidden` for a
 *   company of others, and what `judgeApplication` refuses
 */
export async function applyForVoucher(
  deps: Deps,
  actor: Actor,
  key: IdempotencyKey,
  wish: CheckedRequest<'applyForVoucher'>['body'],
): Promise<StoredAnswer> {
  const { programmeId, companyId } = wish;
  if (!may(actor, 'applyForVoucher', { companyId })) throw new Problem('access.forbidden');
  try {
    return await inIdempotentTransaction(deps, key, async (trx) => {
      const now = deps.clock.now();
      const programme = await findProgramme(trx, programmeId);
      const [company] = await findApplicants(trx, [companyId]);
      if (programme === undefined || company === undefined) {
        throw new Problem('voucher.programme_not_found');
      }
      const purpose = judgeWords(wish.purpose, 'purpose');
      const refused = judgeApplication(
        { ...programme, regionPrefix: regionPrefix(programme.regionCode) },
        {
          ...wish,
          companyRegionCode: company.regionCode,
          grantedFen: (await findStandings(trx, [companyId])).grantedFen(programme, companyId),
          at: now,
        },
      );
      if (refused !== null) throw new Problem(`voucher.${refused}`);
      const id = deps.newId();
      await insertApplication(trx, {
        ...wish,
        id,
        purpose,
        askedFen: wish.amountFen,
        applicantId: actor.userId,
        appliedAt: now,
      });
      const application = await findApplication(trx, id);
      if (application === undefined) throw new Error(`application ${id} is not where it was put`);
      await tellOfApplication(deps, trx, application, 'applied', actor.userId);
      return { status: 201, body: presentApplication(application, actor) };
    });
  } catch (error) {
    if (isDuplicate(error, 'voucher_applications', 'voucher_applications__open')) {
      throw new Problem('voucher.application_open');
    }
    throw error;
  }
}

/**
 * Takes an application back while nobody has decided it.
 * @throws Problem `voucher.application_not_found`, `voucher.application_decided`
 */
export async function withdrawApplication(deps: Deps, actor: Actor, id: string) {
  return await inTransaction(deps, async (trx) => {
    const application = await readApplicationFor(trx, actor, id, 'withdrawVoucherApplication');
    const at = deps.clock.now();
    const end = { state: 'withdrawn' as const, at, by: actor.userId, reason: null };
    if (!(await endApplication(trx, id, end))) throw new Problem('voucher.application_decided');
    const after = { ...application, state: 'withdrawn' as const, decidedAt: at };
    await tellOfApplication(deps, trx, after, 'withdrawn', actor.userId);
    return presentApplication(after, actor);
  });
}
