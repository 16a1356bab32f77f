import type { CheckedRequest } from '@dayi/shared/contracts/index';
import type { Deps } from '../../../deps.ts';
import { currentIfMatch, versionTag } from '../../../infra/current-request.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { presentInterests } from '../presenter.ts';
import { findSettings, writeSettings } from '../settings-repository.ts';
import { readAreas } from './read-areas.ts';

export async function readInterests(deps: Deps, actor: Actor) {
  return presentInterests(await findSettings(deps.db, actor.userId));
}

/**
 * Keeps a person's research areas and how much they want to hear in a week.
 * @throws Problem `request.stale` where it was changed meanwhile, `request.invalid` for an unknown area
 */
export async function changeInterests(
  deps: Deps,
  actor: Actor,
  { areas, weeklyNotices }: CheckedRequest<'setInterests'>['body'],
) {
  const known = readAreas().map(({ code }) => code);
  const wrong = areas.flatMap((area, index) =>
    known.includes(area) ? [] : [`body.areas.${String(index)}`],
  );
  if (wrong.length > 0) {
    const values = { options: known.join(', ') };
    throw new Problem('request.invalid', {
      fields: wrong.map((path) => ({ path, code: 'field.not_allowed', values })),
    });
  }
  return await inTransaction(deps, async (trx) => {
    const before = await findSettings(trx, actor.userId);
    const ifMatch = currentIfMatch();
    if (ifMatch !== null && ifMatch !== versionTag(before.version)) {
      throw new Problem('request.stale');
    }
    const after = { areas: [...new Set(areas)], weeklyNotices, version: before.version };
    if (!(await writeSettings(trx, actor.userId, after, deps.clock.now()))) {
      throw new Problem('request.stale');
    }
    return presentInterests({ ...after, version: before.version + 1 });
  });
}
