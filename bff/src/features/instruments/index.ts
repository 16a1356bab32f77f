import type { Trx } from '../../infra/database.ts';
import { Problem } from '../../problem.ts';
import type { Instrument } from './domain/instrument.ts';
import { findInstrument } from './repository.ts';

export {
  APPROVAL_LEAD_MINUTES,
  type BookingRules,
  DEFAULT_RULES,
  horizonDaysFor,
  leadMinutesFor,
  needsApproval,
  type Quota,
} from './domain/rules.ts';
export {
  defaultPayer,
  type Payer,
  payerFor,
  personPayer,
  USER_KINDS,
  type UserKind,
  userKindOf,
} from './domain/user-kind.ts';
export type { Instrument } from './domain/instrument.ts';
export { type ImportError, wordsOfImportError } from './domain/import-errors.ts';
export { IMPORT_COLUMNS } from './domain/import-columns.ts';
export { insertMissingRegions } from './import-repository.ts';
export { importInstruments } from './use-cases/import-instruments.ts';
export { loadDictionary } from './use-cases/load-dictionary.ts';
export {
  countCrew,
  findCrewMembers,
  findInstruments,
  findInstrumentsWith,
  findRunInstruments,
  lockInstrument,
  findStationsOfUnit,
  insertRules,
  keepTestItem,
} from './repository.ts';

/** @throws Problem `instrument.not_found` */
export async function getInstrument(trx: Trx, id: string): Promise<Instrument> {
  const found = await findInstrument(trx, id);
  if (found === undefined) throw new Problem('instrument.not_found');
  return found;
}
