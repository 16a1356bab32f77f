import type { Deps } from '../../../deps.ts';
import { DAY, later } from '../../../infra/clock.ts';
import type { Actor } from '../../../policy.ts';
import { countClicks, putClick } from '../clicks-repository.ts';
import { isUnknown } from '../domain/learned.ts';
import { missOf } from '../domain/miss.ts';
import { openSearch } from './open-search.ts';

const MOST_A_DAY = 50;
const ZONE = 'Asia/Shanghai';

/** Notes which kind somebody opened for words that mean nothing yet; of any other words nothing is kept. */
export async function noteFound(
  deps: Deps,
  actor: Actor,
  { q, instrumentId }: { q: string; instrumentId: string },
): Promise<void> {
  const { index, catalogue } = await openSearch(deps);
  const now = deps.clock.now();
  const asked = index.read(q, now, ZONE);
  const doc = catalogue.numberOf(instrumentId);
  const conceptId = doc === undefined ? '' : index.kindOf(doc);
  // What is not counted among searches in vain, since it may tell of a person, is not learned either.
  const kept = missOf({ words: asked.text.trim(), example: q, readAs: '' });
  const isOurs = conceptId !== '' && isUnknown(asked) && kept?.words === asked.text.trim();
  if (!isOurs || (await countClicks(deps.db, actor.userId, later(now, -DAY))) >= MOST_A_DAY) return;
  await putClick(deps.db, { words: kept.words, conceptId, userId: actor.userId, at: now });
}
