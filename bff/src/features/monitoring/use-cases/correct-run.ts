import type { Deps } from '../../../deps.ts';
import type { IdempotencyKey, StoredAnswer } from '../../../infra/idempotency-keys.ts';
import { inIdempotentTransaction } from '../../../infra/idempotent-transaction.ts';
import { later, MINUTE } from '../../../infra/clock.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import { type Actor, may } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { localDay } from '../../bookings/index.ts';
import { writeAudit } from '../../audit/index.ts';
import {
  findCorrections,
  insertCorrection,
  type SaidCorrection,
  withdrawCorrection,
} from '../corrections-repository.ts';
import { differences } from '../domain/compare.ts';
import { isReading, type Reading, type UseState } from '../domain/readings.ts';
import type { Told } from './judge-thread.ts';
import { findModels } from '../models-repository.ts';
import { presentBorders, presentCorrection, presentModel, presentMonitored } from '../presenter.ts';
import { readingsOf } from '../../sensors/index.ts';
import { findKept } from '../states-repository.ts';
import { askThreads } from './ask-threads.ts';
import { planRelearning } from './plan-judging.ts';
import { onSince, readMonitored } from './read-run.ts';
import { spansOf } from './rejudge.ts';
import { LEARNED_FROM_MS, wordsOf } from './relearn.ts';

export interface CorrectionWish {
  from: string;
  to: string;
  state: UseState;
}

/** A word becomes a model within so long. */
const RELEARNED_MS = MINUTE;

/** The moment whose current is the span's usual one: it speaks for all of it. */
function momentOf(readings: readonly Reading[]): number | undefined {
  const sorted = readings.filter(isReading).sort((a, b) => a.amperes - b.amperes);
  const usual = sorted[sorted.length >> 1]?.amperes;
  if (usual === undefined) return undefined;
  const alike = sorted.filter(({ amperes }) => amperes === usual).sort((a, b) => a.at - b.at);
  return alike[alike.length >> 1]?.at;
}

/** @throws Problem `monitoring.span_unread` */
async function saidOf(
  deps: Deps,
  actor: Actor,
  instrumentId: string,
  { from, state, to }: CorrectionWish,
): Promise<SaidCorrection> {
  const [startsAt, endsAt] = [new Date(from), new Date(to)];
  const day = {
    from: startsAt.getTime(),
    to: Math.min(endsAt.getTime(), +startsAt + LEARNED_FROM_MS),
  };
  const about = momentOf(await readingsOf(deps.db, instrumentId, day.from, day.to));
  if (about === undefined) throw new Problem('monitoring.span_unread');
  return {
    id: deps.newId(),
    instrumentId,
    startsAt,
    endsAt,
    aboutAt: new Date(about),
    state,
    saidBy: actor.userId,
    byName: actor.name,
    saidAt: deps.clock.now(),
  };
}

/** What would change by a correction, by learning and judging the last week with and without it. */
export async function previewCorrection(
  deps: Deps,
  actor: Actor,
  id: string,
  wish: CorrectionWish,
) {
  const { timeZone } = await readMonitored(deps, actor, id, 'previewRunCorrection');
  const said = await saidOf(deps, actor, id, wish);
  const [learned] = await findModels(deps.db, [id]);
  if (learned === undefined) throw new Problem('monitoring.span_unread');
  const known = await findCorrections(deps.db, [id]);
  const basisOf = (all: readonly SaidCorrection[]) => ({
    words: wordsOf(all, learned.model),
    said: spansOf(all),
  });
  const now = deps.clock.now().getTime();
  const question = {
    ask: 'preview' as const,
    instrumentId: id,
    span: { from: now - LEARNED_FROM_MS, to: now },
    model: learned.model,
    before: basisOf(known),
    after: basisOf([...known, said]),
  };
  let told: { before: Told; after: Told } | undefined;
  await askThreads(deps, [question], (_, answer) => {
    told = answer;
    return Promise.resolve();
  });
  if (told === undefined) throw new Problem('monitoring.span_unread');
  const { after, before } = told;
  const midnight = localDay(now, timeZone).startMs;
  return {
    onTodaySeconds: {
      before: onSince(before.segments, midnight, now),
      after: onSince(after.segments, midnight, now),
    },
    changed: differences(before.segments, after.segments),
    borders: { before: presentBorders(before.model), after: presentBorders(after.model) },
    relearnedAt: later(deps.clock.now(), RELEARNED_MS).toISOString(),
  };
}

/** Keeps what somebody said; the model learns from it, and the week is judged again, as soon as a worker is free. */
export async function correctRun(
  deps: Deps,
  actor: Actor,
  key: IdempotencyKey,
  id: string,
  wish: CorrectionWish,
): Promise<StoredAnswer> {
  const { unitId } = await readMonitored(deps, actor, id, 'correctRun');
  const said = await saidOf(deps, actor, id, wish);
  return await inIdempotentTransaction(deps, key, async (trx) => {
    await insertCorrection(trx, said);
    await planRelearning(deps, trx, id);
    await writeAudit(deps, trx, {
      actorId: actor.userId,
      action: 'run.corrected',
      objectKind: 'instrument',
      objectId: id,
      unitId,
      detail: { correctionId: said.id, ...wish },
    });
    return {
      status: 201,
      body: {
        correction: presentCorrection(said, deps.clock.now(), true),
        relearnedAt: later(deps.clock.now(), RELEARNED_MS).toISOString(),
      },
    };
  });
}

/** @throws Problem `monitoring.correction_not_found` */
export async function withdrawRunCorrection(
  deps: Deps,
  actor: Actor,
  { correctionId, id }: { id: string; correctionId: string },
): Promise<void> {
  const { unitId } = await readMonitored(deps, actor, id, 'withdrawRunCorrection');
  await inTransaction(deps, async (trx) => {
    const place = { id: correctionId, instrumentId: id };
    if (!(await withdrawCorrection(trx, place, deps.clock.now()))) {
      throw new Problem('monitoring.correction_not_found');
    }
    await planRelearning(deps, trx, id);
    await writeAudit(deps, trx, {
      actorId: actor.userId,
      action: 'run.correction_withdrawn',
      objectKind: 'instrument',
      objectId: id,
      unitId,
      detail: { correctionId },
    });
  });
}

/** How an instrument is read, and what people said of it. */
export async function readModel(deps: Deps, actor: Actor, id: string) {
  const monitored = await readMonitored(deps, actor, id, 'getRunModel');
  const [learned] = await findModels(deps.db, [id]);
  // Bound a moment ago: the classifier gives it its first.
  if (learned === undefined) throw new Problem('monitoring.no_sensor');
  const [kept] = await findKept(deps.db, [id]);
  const { crewId, unitId } = monitored;
  const isMine = may(actor, 'correctRun', { crewId, unitId });
  const said = await findCorrections(deps.db, [id]);
  return {
    instrument: presentMonitored(monitored),
    sensor: { code: monitored.sensorCode, intervalSeconds: monitored.intervalMs / 1000 },
    model: presentModel(learned, kept),
    corrections: said.reverse().map((one) => presentCorrection(one, deps.clock.now(), isMine)),
    may: isMine ? ['correct'] : [],
  };
}
