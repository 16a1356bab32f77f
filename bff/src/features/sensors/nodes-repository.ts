import { createHash } from 'node:crypto';
import type { Trx } from '../../infra/database.ts';

const PREFIX = 'ingest ';

/** Names of machines are longer than names of leases. */
const nameOf = (node: string) =>
  PREFIX + createHash('sha256').update(node).digest('hex').slice(0, 32);

/** Says that a node takes readings until then. */
export async function noteNode(trx: Trx, node: string, until: Date): Promise<void> {
  await trx('leases')
    .insert({ name: nameOf(node), owner: node, epoch: 1, until_at: until })
    .onConflict()
    .merge(['until_at']);
}

/** The nodes that take readings now. */
export async function findNodes(trx: Trx, now: Date): Promise<string[]> {
  return await trx('leases')
    .where('name', 'like', `${PREFIX}%`)
    .where('until_at', '>', now)
    .pluck<string[]>('owner');
}

/** Takes a node from the list, and those that have been gone since before. */
export async function dropNodes(trx: Trx, node: string, before: Date): Promise<void> {
  await trx('leases')
    .where('name', 'like', `${PREFIX}%`)
    .whereRaw('(name = ? or until_at < ?)', [nameOf(node), before])
    .delete();
}
