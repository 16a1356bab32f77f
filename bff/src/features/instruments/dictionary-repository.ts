import type { Trx } from '../../infra/database.ts';
import type { KnownClass } from './domain/guess-class.ts';

/** Adds classes and aliases that are not there yet; those that are stay as the operators left them. */
export async function insertMissingClasses(
  trx: Trx,
  classes: readonly { code: string; name: string; level: number; parentCode: string | null }[],
  aliases: readonly { classCode: string; alias: string }[],
): Promise<void> {
  await trx('instrument_classes')
    .insert(
      classes.map(({ code, name, level, parentCode }) => ({
        code,
        name,
        level,
        parent_code: parentCode,
      })),
    )
    .onConflict()
    .ignore();
  await trx('class_aliases')
    .insert(aliases.map(({ classCode, alias }) => ({ class_code: classCode, alias })))
    .onConflict()
    .ignore();
}

export async function findKnownClasses(trx: Trx): Promise<KnownClass[]> {
  const classes = (await trx('instrument_classes').select('code', 'name', 'level')) as {
    code: string;
    name: string;
    level: number;
  }[];
  const aliases = (await trx('class_aliases').select('class_code', 'alias')) as {
    class_code: string;
    alias: string;
  }[];
  const byClass = new Map<string, string[]>();
  for (const { class_code: code, alias } of aliases) {
    byClass.set(code, [...(byClass.get(code) ?? []), alias]);
  }
  return classes.map((one) => ({ ...one, aliases: byClass.get(one.code) ?? [] }));
}
