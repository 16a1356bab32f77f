import type { Deps } from '../../../deps.ts';
import { DAY, later } from '../../../infra/clock.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import { AffinityCounter } from '../domain/affinity.ts';
import { countPopularity, findTypesOfPeople, replaceLearnt } from '../types-repository.ts';

const LOOKED_BACK = 730 * DAY;
const RECENT = 180 * DAY;
const PORTION = 2_000;

/** Learns from all bookings which types go together and what is booked where. */
export async function learnTypes(deps: Deps): Promise<void> {
  const now = deps.clock.now();
  const counter = new AffinityCounter();
  let after = '';
  for (;;) {
    const since = later(now, -LOOKED_BACK);
    const people = await findTypesOfPeople(deps.db, since, after, PORTION);
    for (const { types } of people) counter.add(types);
    const last = people.at(-1);
    if (last === undefined) break;
    after = last.userId;
  }
  const affinities = counter.strongest();
  const popularity = await countPopularity(deps.db, later(now, -RECENT));
  await inTransaction(deps, (trx) => replaceLearnt(trx, { affinities, popularity }));
}
