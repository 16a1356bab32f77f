import type { RouteName } from '@dayi/shared/routes/index';
import type { Deps } from '../../../deps.ts';
import { type Actor, may, scopesFor } from '../../../policy.ts';
import { Problem } from '../../../problem.ts';
import {
  findInstruments,
  findRunInstruments,
  getInstrument,
  type Instrument,
} from '../../instruments/index.ts';

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

/** As many as a unit has; a list of hundreds is searched by eye, in order. */
const MOST = 300;

/** The instruments whose terms this person sets, by name. */
export async function listRunInstruments(deps: Deps, actor: Actor) {
  const whose = {
    crewIds: scopesFor(actor, 'getRules', 'crew'),
    unitIds: scopesFor(actor, 'getRules', 'unit'),
  };
  const ids = await findRunInstruments(deps.db, whose, MOST);
  const found = new Map((await findInstruments(deps.db, ids)).map((one) => [one.id, one]));
  return ids.flatMap((id) => {
    const one = found.get(id);
    if (one === undefined) return [];
    const { name, nameEn, model, room, status, classCode } = one;
    return [{ id, name, nameEn, model, room, status, classCode }];
  });
}
