import type { Deps } from '../../../deps.ts';
import { DAY } from '../../../infra/clock.ts';
import { isDuplicate } from '../../../infra/database-errors.ts';
import { type SaidCorrection, findCorrections } from '../corrections-repository.ts';
import type { Model } from '../domain/model.ts';
import type { Correction } from '../domain/words.ts';
import { findMonitored } from '../fleet-repository.ts';
import { findModels, insertModels, type ModelReason } from '../models-repository.ts';
import { askThreads } from './ask-threads.ts';
import type { LearnQuestion } from './judge-thread.ts';

/** What a model is learned from. */
export const LEARNED_FROM_MS = 7 * DAY;

/** What was said, as models learn it; the current it was about outlives its readings in the model before. */
export function wordsOf(said: readonly SaidCorrection[], model: Model | undefined): Correction[] {
  return said.map(({ aboutAt, state }) => {
    const at = aboutAt.getTime();
    const known = model?.corrections.find((word) => word.at === at && word.state === state);
    return { ...known, at, state };
  });
}

/**
 * Learns models anew from the trailing seven days and what was said. Where too little was read, the one in use stays.
 * @returns of how many instruments there is a new version
 */
export async function relearn(
  deps: Deps,
  ids: readonly string[],
  reason: Exclude<ModelReason, 'cold'>,
): Promise<number> {
  const to = deps.clock.now().getTime();
  const monitored = await findMonitored(deps.db, { ids });
  const models = new Map((await findModels(deps.db, ids)).map((one) => [one.instrumentId, one]));
  const said = await findCorrections(deps.db, ids);
  const questions = monitored.map(({ id }): LearnQuestion => {
    const own = said.filter(({ instrumentId }) => instrumentId === id);
    const words = wordsOf(own, models.get(id)?.model);
    const span = { from: to - LEARNED_FROM_MS, to };
    return { ask: 'learn', instrumentId: id, span, words };
  });
  const classes = new Map(monitored.map(({ id, classCode }) => [id, classCode]));
  let count = 0;
  await askThreads(deps, questions, async ({ instrumentId }, model) => {
    if (model === null) return;
    const version = (models.get(instrumentId)?.version ?? 0) + 1;
    const classCode = classes.get(instrumentId) ?? '';
    const madeAt = deps.clock.now();
    try {
      await insertModels(deps.db, [{ instrumentId, version, madeAt, reason, classCode, model }]);
      count += 1;
    } catch (error) {
      // Another learned it at the same time, from the same.
      if (!isDuplicate(error, 'instrument_models')) throw error;
    }
  });
  return count;
}
