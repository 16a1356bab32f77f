import type { Deps } from '../../../deps.ts';
import { readDataFile } from '../../../infra/data-files.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import { insertMissingClasses } from '../dictionary-repository.ts';

/** The national class codes and the product's own aliases, as far as they are not there yet. */
export async function loadDictionary(
  deps: Pick<Deps, 'db' | 'random' | 'metrics' | 'wakeWorker'>,
): Promise<void> {
  const classes = readDataFile('national-class-codes.csv').map((row) => ({
    code: row['code'] ?? '',
    name: row['name'] ?? '',
    level: Number(row['level']),
    parentCode: row['parent'] || null,
  }));
  const aliases = readDataFile('class-aliases.csv').flatMap((row) =>
    (row['aliases'] ?? '').split(';').map((alias) => ({ classCode: row['code'] ?? '', alias })),
  );
  await inTransaction(deps, (trx) => insertMissingClasses(trx, classes, aliases));
}
