import type { Deps } from '../../../deps.ts';
import { currentIfMatch, versionTag } from '../../../infra/current-request.ts';
import { isDuplicate } from '../../../infra/database-errors.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { writeAudit } from '../../audit/index.ts';
import {
  changeLimit,
  type Credit,
  findPayerName,
  insertLimit,
  lockCredit,
} from '../credit-repository.ts';
import { type DistributionRule, NO_RULE } from '../domain/distribute.ts';
import type { Payer } from '../domain/payment.ts';
import { findRule, insertRule } from '../settlements-repository.ts';

/** @throws Problem `request.stale` where the client saw another version */
function requireSeen(version: number): void {
  const seen = currentIfMatch();
  if (seen !== null && seen !== versionTag(version)) throw new Problem('request.stale');
}

/**
 * Sets how a unit shares its income, as a new version; the same shares again change nothing. What was
 * settled before keeps the version it was settled under.
 * @throws Problem `request.stale` where another version came in between
 */
export async function setDistribution(
  deps: Deps,
  actor: Actor,
  unitId: string,
  wanted: { crewPercent: number; groupPercent: number },
): Promise<DistributionRule> {
  return await inTransaction(deps, async (trx) => {
    const before = (await findRule(trx, unitId)) ?? NO_RULE;
    requireSeen(before.version);
    const isSame =
      before.crewPercent === wanted.crewPercent && before.groupPercent === wanted.groupPercent;
    if (isSame) return before;
    const rule = { ...wanted, version: before.version + 1 };
    try {
      const by = { createdBy: actor.userId, createdAt: deps.clock.now() };
      await insertRule(trx, { ...rule, unitId, ...by });
    } catch (error) {
      if (isDuplicate(error, 'distribution_rules')) throw new Problem('request.stale');
      throw error;
    }
    await writeAudit(deps, trx, {
      actorId: actor.userId,
      action: 'distribution.set',
      objectKind: 'unit',
      objectId: unitId,
      unitId,
      detail: { before, after: rule },
    });
    return rule;
  });
}

/**
 * Sets how much a unit trusts a payer with, in fen; 0 ends it, what is owed stays owed.
 * @throws Problem `payer.not_found`, `request.stale` where the limit was set meanwhile
 */
export async function setCredit(
  deps: Deps,
  actor: Actor,
  unitId: string,
  wanted: { payer: Payer; limitFen: number },
): Promise<Credit & { payerName: string }> {
  const { payer, limitFen } = wanted;
  return await inTransaction(deps, async (trx) => {
    const payerName = await findPayerName(trx, payer);
    if (payerName === undefined) throw new Problem('payer.not_found');
    const before = await lockCredit(trx, unitId, payer);
    const version = before?.version ?? 0;
    requireSeen(version);
    const write = before === undefined ? insertLimit : changeLimit;
    try {
      await write(trx, unitId, payer, limitFen, deps.clock.now());
    } catch (error) {
      if (isDuplicate(error, 'payer_credits')) throw new Problem('request.stale');
      throw error;
    }
    await writeAudit(deps, trx, {
      actorId: actor.userId,
      action: 'credit.set',
      objectKind: payer.kind,
      objectId: payer.id,
      unitId,
      detail: { beforeFen: before?.limitFen ?? 0, limitFen },
    });
    const owedFen = before?.owedFen ?? 0;
    return { unitId, payer, payerName, limitFen, owedFen, version: version + 1 };
  });
}
