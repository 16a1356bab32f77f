import type { CheckedRequest } from '@dayi/shared/contracts/index';
import type { Deps } from '../../../deps.ts';
import { currentIfMatch, versionTag } from '../../../infra/current-request.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { findAddresses } from '../addresses-repository.ts';
import { findTroubles } from '../deliveries-repository.ts';
import { ALWAYS_IN_APP } from '../domain/notice-groups.ts';
import { type Preferences, type Quiet, withoutChannel } from '../domain/preferences.ts';
import { findPreferences, writePreferences } from '../preferences-repository.ts';
import { presentPreferences } from '../presenter.ts';
import { readLeave } from '../tokens.ts';

/** What a person chose, with how their channels stand. */
export async function readPreferences(deps: Deps, actor: Actor) {
  const { userId } = actor;
  return presentPreferences({
    preferences: await findPreferences(deps.db, userId),
    addresses: await findAddresses(deps.db, [userId]),
    troubles: await findTroubles(deps.db, userId),
    open: [...deps.channels.keys()],
    now: deps.clock.now(),
  });
}

const minutesOf = (time: string): number => {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
};

/**
 * Keeps what a person chose.
 * @throws Problem `request.stale` where it was changed meanwhile, `request.invalid` where they turn off in
 *   the app what is always shown there
 */
export async function changePreferences(
  deps: Deps,
  actor: Actor,
  { choices, quiet: given }: CheckedRequest<'setNoticePreferences'>['body'],
): Promise<void> {
  const off = ALWAYS_IN_APP.filter((group) => !choices[group].app);
  if (off.length > 0) {
    throw new Problem('request.invalid', {
      fields: off.map((group) => ({
        path: `body.choices.${group}.app`,
        code: 'field.not_allowed',
        values: { options: 'true' },
      })),
    });
  }
  const quiet: Quiet | null =
    given === null ? null : { from: minutesOf(given.from), to: minutesOf(given.to) };
  await write(deps, actor.userId, (before) => {
    const ifMatch = currentIfMatch();
    if (ifMatch !== null && ifMatch !== versionTag(before.version)) {
      throw new Problem('request.stale');
    }
    return { choices, quiet };
  });
}

async function write(
  deps: Deps,
  userId: string,
  change: (before: Preferences) => Pick<Preferences, 'choices' | 'quiet'>,
): Promise<void> {
  await inTransaction(deps, async (trx) => {
    const before = await findPreferences(trx, userId);
    const after = { ...change(before), version: before.version };
    if (!(await writePreferences(trx, userId, after, deps.clock.now()))) {
      throw new Problem('request.stale');
    }
  });
}

/**
 * Leaves a channel for everything, by the link of a mail. @throws Problem `resource.not_found` where the
 * token is none of ours
 */
export async function leaveChannel(deps: Deps, token: string): Promise<void> {
  const said = readLeave(deps.config.secret, token);
  if (said === undefined) throw new Problem('resource.not_found');
  await write(deps, said.userId, ({ choices, quiet }) => ({
    choices: withoutChannel(choices, said.channel),
    quiet,
  }));
}
