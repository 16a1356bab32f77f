import type { Deps } from '../../../deps.ts';
import { coldStart, typicalOf } from '../domain/cold-start.ts';
import { Watched } from '../domain/watched.ts';
import type { Monitored } from '../fleet-repository.ts';
import {
  findModels,
  findModelsOfClass,
  findVersionsSince,
  insertModels,
  type LearnedModel,
} from '../models-repository.ts';
import { findKept } from '../states-repository.ts';

const AT_ONCE = 500;
/** So many of a class tell what is typical of it. */
const ALIKE = 50;

/** First models of instruments that have none: what is typical of their class, said with little sureness. */
async function startCold(deps: Deps, ones: readonly Monitored[]): Promise<LearnedModel[]> {
  const made: LearnedModel[] = [];
  for (const classCode of new Set(ones.map((one) => one.classCode))) {
    const typical = typicalOf(await findModelsOfClass(deps.db, classCode, ALIKE));
    const model = coldStart(typical);
    for (const { id, intervalMs } of ones.filter((one) => one.classCode === classCode)) {
      made.push({
        instrumentId: id,
        version: 1,
        madeAt: deps.clock.now(),
        reason: 'cold',
        classCode,
        model: { ...model, interval: intervalMs },
      });
    }
  }
  await insertModels(deps.db, made);
  return made;
}

/** Instruments as the classifier goes on with them: by their models, from what it remembered. */
export async function loadWatched(deps: Deps, ones: readonly Monitored[]): Promise<Watched[]> {
  const watched: Watched[] = [];
  for (let at = 0; at < ones.length; at += AT_ONCE) {
    const some = ones.slice(at, at + AT_ONCE);
    const ids = some.map(({ id }) => id);
    const models = await findModels(deps.db, ids);
    const known = new Map(models.map((one) => [one.instrumentId, one]));
    const without = some.filter(({ id }) => !known.has(id));
    for (const one of await startCold(deps, without)) known.set(one.instrumentId, one);
    const states = await findKept(deps.db, ids);
    const kept = new Map(states.map((one) => [one.instrumentId, one.kept]));
    for (const one of some) {
      const learned = known.get(one.id);
      if (learned) watched.push(new Watched(one, learned, kept.get(one.id)));
    }
  }
  return watched;
}

/** Lets instruments be read by what was learned of them since an instant. */
export async function learnSince(
  deps: Deps,
  watched: ReadonlyMap<string, Watched>,
  since: Date,
): Promise<void> {
  const made = await findVersionsSince(deps.db, since);
  const newer = made.filter(
    ({ instrumentId, version }) =>
      version > (watched.get(instrumentId)?.tracker.version ?? Infinity),
  );
  const ids = newer.map(({ instrumentId }) => instrumentId);
  for (const learned of await findModels(deps.db, ids)) {
    watched.get(learned.instrumentId)?.learn(learned);
  }
}
