import type { Deps } from '../../../deps.ts';
import {
  countPostings,
  findOpenEscrows,
  findUnbalancedTransfers,
  findWrongBalances,
  findWrongGrants,
  sumByKind,
} from '../proof-repository.ts';

/**
 * Recomputes every balance, escrow and voucher from the postings, within one snapshot, and lists what
 * does not agree (at most 100 of each kind).
 */
export async function proveLedger(deps: Deps) {
  return await deps.db.transaction(
    async (trx) => {
      const differences = [
        ...(await findUnbalancedTransfers(trx)),
        ...(await findWrongBalances(trx)),
        ...(await findOpenEscrows(trx)),
        ...(await findWrongGrants(trx)),
      ];
      const sums = await sumByKind(trx);
      const whole = sums.reduce((total, kind) => total + kind.sumFen, 0);
      return {
        balanced: differences.length === 0 && whole === 0,
        ...(await countPostings(trx)),
        sums,
        differences,
        provedAt: deps.clock.now().toISOString(),
      };
    },
    { isolationLevel: 'repeatable read' },
  );
}
