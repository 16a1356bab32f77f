import type { RouteName } from '@dayi/shared/routes/index';
import type { Deps } from '../../../deps.ts';
import { decodeCursor, pageOf } from '../../../infra/cursor.ts';
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

/** @throws Problem `request.cursor_invalid` */
function placeOf(cursor: string): [string, string, string] {
  const [name, model, id] = decodeCursor(cursor, 3);
  if (typeof name !== 'string' || typeof model !== 'string' || typeof id !== 'string') {
    throw new Problem('request.cursor_invalid');
  }
  return [name, model, id];
}

/** The instruments whose terms this person sets, by name. @throws Problem `request.cursor_invalid` */
export async function listRunInstruments(
  deps: Deps,
  actor: Actor,
  { q, cursor, limit }: { q: string; cursor?: string | undefined; limit: number },
) {
  const whose = {
    crewIds: scopesFor(actor, 'getRules', 'crew'),
    unitIds: scopesFor(actor, 'getRules', 'unit'),
  };
  const after = cursor === undefined ? undefined : placeOf(cursor);
  const wanted = await findRunInstruments(deps.db, whose, { q, after, limit: limit + 1 });
  const page = pageOf(wanted, limit, ({ name, model, id }) => [name, model, id]);
  const ids = page.rows.map(({ id }) => id);
  const found = new Map((await findInstruments(deps.db, ids)).map((one) => [one.id, one]));
  const items = ids.flatMap((id) => {
    const one = found.get(id);
    if (one === undefined) return [];
    const { name, nameEn, model, room, status, classCode } = one;
    return [{ id, name, nameEn, model, room, status, classCode }];
  });
  return { items, nextCursor: page.nextCursor };
}
