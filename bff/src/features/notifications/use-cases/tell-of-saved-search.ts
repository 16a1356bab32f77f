import type { OutboxHandler } from '../../../infra/outbox.ts';
import { findInstruments } from '../../instruments/index.ts';
import { writeNotices } from './write-notices.ts';

const wordOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Tells a person what their saved search found; nothing of an instrument that has closed meanwhile. */
export const tellOfMatch: OutboxHandler = async (deps, event) => {
  const { userId, search, instrumentId, what, startsAt, endsAt } = event.payload;
  const [instrument] = await findInstruments(deps.db, [String(instrumentId)]);
  if (instrument?.status !== 'open') return;
  const { name, nameEn, model, timeZone, id } = instrument;
  const params = {
    search: wordOf(search),
    instrument: `${name} ${model}`,
    instrumentEn: `${nameEn ?? name} ${model}`,
    startsAt: wordOf(startsAt),
    endsAt: wordOf(endsAt),
    timeZone,
  };
  const kind = what === 'freed' ? 'saved_search.freed' : 'saved_search.opened';
  await writeNotices(deps, event, [
    { userId: String(userId), kind, params, bookingId: null, instrumentId: id },
  ]);
};

/** Tells in one line what a week found beyond what its person wanted to hear one by one. */
export const tellOfRest: OutboxHandler = async (deps, event) => {
  const params = { count: String(event.payload['count']) };
  const userId = String(event.payload['userId']);
  await writeNotices(deps, event, [
    { userId, kind: 'saved_search.folded', params, bookingId: null, instrumentId: null },
  ]);
};
