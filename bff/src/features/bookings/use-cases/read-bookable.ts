import type { Deps } from '../../../deps.ts';
import type { Database } from '../../../infra/database.ts';
import { gather } from '../../../infra/gather.ts';
import { Problem } from '../../../problem.ts';
import { findInstrumentsWith, type Instrument } from '../../instruments/index.ts';
import { priceListsColumn } from '../../pricing/index.ts';

/** An instrument with its price lists, as `pickPriceList` reads them. */
export interface Bookable {
  instrument: Instrument;
  prices: unknown;
}

type Reader = (id: string) => Promise<Bookable | undefined>;

const readers = new WeakMap<Database, Reader>();

/** What many ask about at once, such as the one instrument of a rush, is read once. */
function readerOf({ db, clock }: Deps): Reader {
  const made =
    readers.get(db) ??
    gather(async (ids: readonly string[]) => {
      const columns = { prices: priceListsColumn(db, clock.now()) };
      const found = await findInstrumentsWith(db, [...new Set(ids)], columns);
      const byId = new Map(
        found.map((one) => [
          one.instrument.id,
          { instrument: one.instrument, prices: one.columns.prices },
        ]),
      );
      return ids.map((id) => byId.get(id));
    });
  readers.set(db, made);
  return made;
}

/** @throws Problem `instrument.not_found` */
export async function readBookable(deps: Deps, id: string): Promise<Bookable> {
  const found = await readerOf(deps)(id);
  if (found === undefined) throw new Problem('instrument.not_found');
  return found;
}
