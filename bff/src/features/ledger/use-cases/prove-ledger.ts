import type { Deps } from '../../../deps.ts';
import { countTransfers, findDifferences, sumByKind } from '../proof-repository.ts';

/**
 * Recomputes balances, receivables, escrows, vouchers, caps and distributions from the postings, within
 * one snapshot, and lists what does not agree (at most 100 of each kind).
 */
export async function proveLedger(deps: Pick<Deps, 'db' | 'clock'>) {
  return await deps.db.transaction(
    async (trx) => {
      const differences = await findDifferences(trx);
      const sums = await sumByKind(trx);
      const whole = sums.reduce((total, kind) => total + kind.sumFen, 0);
      return {
        balanced: differences.length === 0 && whole === 0,
        postings: sums.reduce((total, kind) => total + kind.postings, 0),
        transfers: await countTransfers(trx),
        sums,
        differences,
        provedAt: deps.clock.now().toISOString(),
      };
    },
    { isolationLevel: 'repeatable read' },
  );
}
