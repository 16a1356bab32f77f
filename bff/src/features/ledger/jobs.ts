import { Gauge } from 'prom-client';
import type { Deps } from '../../deps.ts';
import { DAY, HOUR, SECOND } from '../../infra/clock.ts';
import { schedule, type TaskHandler } from '../../infra/tasks.ts';
import { inTransaction } from '../../infra/transaction.ts';
import { proveLedger } from './use-cases/prove-ledger.ts';

const PROVE = 'ledger.prove';
/** 03:00 in China: nobody books then. */
const NIGHT_MS = 19 * HOUR;

/** Made with the first proof: a gauge that nobody has set reads 0, which would say the books are wrong. */
function gaugeOf({ metrics }: Deps, name: string, help: string): Gauge {
  const known = metrics.registry.getSingleMetric(name) as Gauge | undefined;
  return known ?? new Gauge({ name, help, registers: [metrics.registry] });
}

function nextNight(now: Date): Date {
  const today = Math.floor(now.getTime() / DAY) * DAY + NIGHT_MS;
  return new Date(today > now.getTime() ? today : today + DAY);
}

const prove: TaskHandler = async (deps) => {
  const { balanced, differences, provedAt, sums } = await proveLedger(deps);
  gaugeOf(deps, 'dayi_ledger_balanced', 'Whether the last proof of the ledger held: 1 or 0').set(
    balanced ? 1 : 0,
  );
  gaugeOf(deps, 'dayi_ledger_proved_timestamp_seconds', 'When the ledger was last proved').set(
    Date.parse(provedAt) / SECOND,
  );
  if (!balanced) deps.logger.error({ differences, sums }, 'the ledger does not balance');
  await scheduleLedgerJobs(deps, nextNight(deps.clock.now()));
};

export const ledgerTasks: ReadonlyMap<string, TaskHandler> = new Map([[PROVE, prove]]);

/** Plants the nightly proof; its natural key keeps it one an hour, however many workers start. */
export async function scheduleLedgerJobs(deps: Deps, dueAt: Date): Promise<void> {
  const naturalKey = dueAt.toISOString().slice(0, 13);
  await inTransaction(deps, (trx) => schedule(deps, trx, { kind: PROVE, naturalKey, dueAt }));
}
