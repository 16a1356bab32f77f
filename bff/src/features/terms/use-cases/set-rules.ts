import type { Deps } from '../../../deps.ts';
import { currentIfMatch, versionTag } from '../../../infra/current-request.ts';
import { isDuplicate } from '../../../infra/database-errors.ts';
import { emit } from '../../../infra/outbox.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import type { Actor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { writeAudit } from '../../audit/index.ts';
import {
  type BookingRules,
  countCrew,
  insertRules,
  type Instrument,
} from '../../instruments/index.ts';
import { instrumentFor } from './run-instrument.ts';

/**
 * A second check is not switched on where nobody could make it.
 * @throws Problem `rules.no_second_person`
 */
export async function requireSecondPerson(
  deps: Deps,
  instrument: Instrument,
  rules: BookingRules,
): Promise<void> {
  const isSwitchedOn = rules.resultsCheckedBySecond && !instrument.rules.resultsCheckedBySecond;
  if (isSwitchedOn && (await countCrew(deps.db, instrument)) < 2) {
    throw new Problem('rules.no_second_person');
  }
}

/**
 * Sets an instrument's rules as a new version. Bookings that stand keep the rules they were made by.
 * @throws Problem `instrument.not_found`, `access.forbidden`, `request.stale` where another version came in between,
 *   `rules.no_second_person`
 */
export async function setRules(deps: Deps, actor: Actor, id: string, rules: BookingRules) {
  const instrument = await instrumentFor(deps, actor, id, 'setRules');
  const seen = currentIfMatch();
  if (seen !== null && seen !== versionTag(instrument.rulesVersion)) {
    throw new Problem('request.stale');
  }
  await requireSecondPerson(deps, instrument, rules);
  const version = instrument.rulesVersion + 1;
  try {
    await inTransaction(deps, async (trx) => {
      const at = deps.clock.now();
      await insertRules(trx, { instrumentId: id, version, rules, by: actor.userId, at });
      await writeAudit(deps, trx, {
        actorId: actor.userId,
        action: 'rules.set',
        objectKind: 'instrument',
        objectId: id,
        unitId: instrument.unitId,
        detail: { before: instrument.rules, after: rules, version },
      });
      await emit(deps, trx, { topic: 'instrument.changed', payload: { instrumentId: id } });
    });
  } catch (error) {
    if (isDuplicate(error, 'booking_rules')) throw new Problem('request.stale');
    throw error;
  }
  return { rules, version, timeZone: instrument.timeZone };
}
