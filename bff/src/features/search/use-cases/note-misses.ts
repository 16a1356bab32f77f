import { DateTime } from 'luxon';
import type { Deps } from '../../../deps.ts';
import { SECOND } from '../../../infra/clock.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import { missOf } from '../domain/miss.ts';
import { countMisses, type MissCount } from '../misses-repository.ts';

const FLUSH_EVERY = 5 * SECOND;
/** Different words kept between two flushes; what comes on top is not counted. */
const MOST = 500;

const dayOf = (at: Date) =>
  DateTime.fromJSDate(at, { zone: 'Asia/Shanghai' }).toFormat('yyyy-MM-dd');

/** Counts searches that found nothing, without holding any of them up. */
export interface MissCollector {
  note: (words: string, example: string, readAs: string) => void;
  flush: () => Promise<void>;
}

/** One a process: what was noted is written every few seconds, and at its end where `flush` is called. */
export function missCollector(
  deps: Pick<Deps, 'db' | 'random' | 'metrics' | 'clock' | 'logger'>,
): MissCollector {
  let waiting = new Map<string, MissCount>();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  const write = async (rows: readonly MissCount[]) => {
    try {
      await inTransaction({ ...deps, wakeWorker: () => undefined }, (trx) =>
        countMisses(trx, rows),
      );
    } catch (error) {
      deps.logger.warn({ err: error, words: rows.length }, 'searches in vain not counted');
    }
  };
  const flush = async () => {
    clearTimeout(timer);
    timer = undefined;
    const rows = [...waiting.values()];
    waiting = new Map();
    if (rows.length > 0) writing = writing.then(() => write(rows));
    await writing;
  };

  return {
    note: (words, example, readAs) => {
      const miss = missOf({ words, example, readAs });
      if (miss === null) return;
      const lastAt = deps.clock.now();
      const day = dayOf(lastAt);
      const key = `${day} ${miss.words}`;
      const before = waiting.get(key);
      if (before === undefined && waiting.size >= MOST) return;
      waiting.set(key, { ...miss, day, times: (before?.times ?? 0) + 1, lastAt });
      timer ??= setTimeout(() => void flush(), FLUSH_EVERY).unref();
    },
    flush,
  };
}
