import type { Trx } from '../../../infra/database.ts';
import { findLearned } from '../clicks-repository.ts';
import { type Kinds, learnedOf } from '../domain/learned.ts';

/** So many people must agree before words mean something to everyone. */
const FEWEST = 3;

/** What words have come to mean by what people opened for them. */
export async function readLearned(trx: Trx): Promise<ReadonlyMap<string, Kinds>> {
  return learnedOf(await findLearned(trx, FEWEST));
}
