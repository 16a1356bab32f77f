import type { Deps } from '../../../deps.ts';
import type { Trx } from '../../../infra/database.ts';
import { Problem } from '../../../problem.ts';
import { writeAudit } from '../../audit/index.ts';
import { postTransfer } from '../../ledger/index.ts';
import { countGrant, insertYearCap } from '../moves-repository.ts';
import { findProgramme, insertGrant } from '../repository.ts';

/**
 * Grants a company a voucher of a programme that runs now, in the caller's transaction; `quotaFen` up
 * to the programme's cap of one application, and to `mostOfYearFen` with what the company was granted before.
 * @returns the grant's id.
 * @throws Problem `voucher.programme_ended`, `voucher.above_application_cap`, `voucher.above_year_cap`
 */
export async function grantVoucher(
  deps: Deps,
  trx: Trx,
  {
    mostOfYearFen = Number.MAX_SAFE_INTEGER,
    ...wanted
  }: { programmeId: string; companyId: string; quotaFen: number; mostOfYearFen?: number },
  actorId: string | null,
): Promise<string> {
  const now = deps.clock.now();
  const programme = await findProgramme(trx, wanted.programmeId);
  if (programme === undefined || programme.validFrom > now || programme.validUntil <= now) {
    throw new Problem('voucher.programme_ended');
  }
  const isWhole = Number.isSafeInteger(wanted.quotaFen) && wanted.quotaFen > 0;
  if (!isWhole || wanted.quotaFen > programme.rules.capPerApplicationFen) {
    throw new Problem('voucher.above_application_cap');
  }
  const id = deps.newId();
  await insertGrant(trx, { id, ...wanted, validUntil: programme.validUntil, grantedAt: now });
  await insertYearCap(trx, wanted.companyId, programme);
  if (!(await countGrant(trx, wanted.companyId, programme, wanted.quotaFen, mostOfYearFen))) {
    throw new Problem('voucher.above_year_cap');
  }
  await postTransfer(deps, trx, {
    kind: 'grant',
    actorId,
    reason: 'voucher granted',
    legs: [
      {
        account: { kind: 'programme', programmeId: programme.id },
        amountFen: -wanted.quotaFen,
      },
      {
        account: { kind: 'grant', grantId: id, companyId: wanted.companyId },
        amountFen: wanted.quotaFen,
        isFirst: true,
      },
    ],
  });
  await writeAudit(deps, trx, {
    actorId,
    action: 'voucher.granted',
    objectKind: 'voucher_grant',
    objectId: id,
    detail: { ...wanted },
  });
  return id;
}
