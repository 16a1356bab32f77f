import type { RouteName } from '@dayi/shared/routes/index';
import type { Deps } from '../../../deps.ts';
import { type Actor, may } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import { getInstrument, type Instrument } from '../../instruments/index.ts';

/**
 * An instrument for those who set its terms.
 * @throws Problem `instrument.not_found`, `access.forbidden`
 */
export async function instrumentFor(
  deps: Deps,
  actor: Actor,
  id: string,
  route: RouteName,
): Promise<Instrument> {
  const instrument = await getInstrument(deps.db, id);
  const scope = { crewId: instrument.crewId, unitId: instrument.unitId };
  if (!may(actor, route, scope)) throw new Problem('access.forbidden');
  return instrument;
}
