import type { Deps } from '../../../deps.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import type { Trx } from '../../../infra/database.ts';
import { localDay } from '../../bookings/index.ts';
import { findCorrections, type SaidCorrection } from '../corrections-repository.ts';
import { runDayOf } from '../domain/run-day.ts';
import { type KeptSegment, type SaidSpan, type Span, spliced } from '../domain/timeline.ts';
import { findMonitored } from '../fleet-repository.ts';
import { findModels } from '../models-repository.ts';
import {
  findBegunBefore,
  findSegments,
  lockRun,
  replaceSegments,
  writeDays,
} from '../segments-repository.ts';
import { askThreads } from './ask-threads.ts';
import type { JudgeQuestion } from './judge-thread.ts';

export const spansOf = (said: readonly SaidCorrection[]): SaidSpan[] =>
  said.map(({ endsAt, startsAt, state }) => ({
    from: startsAt.getTime(),
    to: endsAt.getTime(),
    state,
  }));

/** Sums the days that a span touches, as their segments are now; a day that is not over, as far as it is. */
async function sumDays(
  deps: Deps,
  trx: Trx,
  id: string,
  { span, timeZone }: { span: Span; timeZone: string },
): Promise<void> {
  const now = deps.clock.now();
  const days = [localDay(span.from, timeZone)];
  for (let day = days[0]; day !== undefined && day.endMs < span.to; day = days.at(-1)) {
    days.push(localDay(day.endMs, timeZone));
  }
  const [from, to] = [new Date(days[0]?.startMs ?? 0), new Date(days.at(-1)?.endMs ?? 0)];
  const found = (await findSegments(trx, [id], from, to)).get(id) ?? [];
  const ended = found.map((one) => ({ ...one, to: one.to ?? Math.max(one.from, now.getTime()) }));
  await writeDays(
    trx,
    id,
    days.map((day) => runDayOf(day, ended)),
  );
}

/** Puts what was judged in the place of what was said before; the same judged again changes nothing. */
async function write(
  deps: Deps,
  id: string,
  judged: readonly KeptSegment[],
  timeZone: string,
): Promise<void> {
  const [from, to] = [judged[0]?.from, judged.at(-1)?.to];
  if (from === undefined || to === undefined) return;
  await inTransaction(deps, async (trx) => {
    await lockRun(trx, id);
    // With its neighbours, which may be the same.
    const touched = await findSegments(trx, [id], new Date(from - 1), new Date(to + 1));
    const old = touched.get(id) ?? [];
    await replaceSegments(trx, id, old, spliced(old, judged));
    await sumDays(deps, trx, id, { span: { from, to }, timeZone });
  });
}

/**
 * Judges again what instruments did in a span, with hindsight and what people said, and sums their days. Idempotent.
 */
export async function rejudge(deps: Deps, ids: readonly string[], span: Span): Promise<void> {
  const monitored = new Map((await findMonitored(deps.db, { ids })).map((one) => [one.id, one]));
  const said = await findCorrections(deps.db, ids);
  const begun = await findBegunBefore(deps.db, ids, new Date(span.from));
  const questions: JudgeQuestion[] = [];
  for (const { instrumentId, model } of await findModels(deps.db, ids)) {
    if (!monitored.has(instrumentId)) continue;
    const own = said.filter((one) => one.instrumentId === instrumentId);
    const isFirst = !begun.has(instrumentId);
    questions.push({ ask: 'judge', instrumentId, span, model, said: spansOf(own), isFirst });
  }
  await askThreads(deps, questions, async ({ instrumentId }, judged) => {
    const timeZone = monitored.get(instrumentId)?.timeZone ?? 'Asia/Shanghai';
    await write(deps, instrumentId, judged, timeZone);
  });
}
