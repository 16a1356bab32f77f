import { fromJson, toJson, type Trx } from '../../infra/database.ts';
import { completeChoices, NO_PREFERENCES, type Preferences } from './domain/preferences.ts';

interface PreferencesRow {
  user_id: string;
  choices: unknown;
  quiet_from: number | null;
  quiet_to: number | null;
  version: number;
}

function toPreferences(row: PreferencesRow): Preferences {
  const { quiet_from: from, quiet_to: to, version } = row;
  return {
    choices: completeChoices(fromJson(row.choices)),
    quiet: from === null || to === null ? null : { from, to },
    version,
  };
}

/** What people chose; whoever never did has no entry. */
export async function findAllPreferences(
  trx: Trx,
  userIds: readonly string[],
): Promise<Map<string, Preferences>> {
  const rows = (await trx('notice_preferences').whereIn('user_id', [
    ...userIds,
  ])) as PreferencesRow[];
  return new Map(rows.map((row) => [row.user_id, toPreferences(row)]));
}

export async function findPreferences(trx: Trx, userId: string): Promise<Preferences> {
  return (await findAllPreferences(trx, [userId])).get(userId) ?? NO_PREFERENCES;
}

/** Writes what a person chose over the version they saw; false where that is not the newest. */
export async function writePreferences(
  trx: Trx,
  userId: string,
  { choices, quiet, version }: Preferences,
  now: Date,
): Promise<boolean> {
  const columns = {
    choices: toJson(choices),
    quiet_from: quiet?.from ?? null,
    quiet_to: quiet?.to ?? null,
    version: version + 1,
    updated_at: now,
  };
  if (version > 0) {
    const changed = await trx('notice_preferences')
      .where({ user_id: userId, version })
      .update(columns);
    return changed === 1;
  }
  const names = Object.keys(columns);
  const [answer] = (await trx.raw(
    `insert ignore into notice_preferences (user_id, ${names.join(', ')})
     values (?, ${names.map(() => '?').join(', ')})`,
    [userId, ...Object.values(columns)] as string[],
  )) as [{ affectedRows: number }];
  return answer.affectedRows === 1;
}
