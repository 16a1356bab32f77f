import type { AnswerOf } from '@dayi/shared/contracts/index';
import { request } from '../../lib/request';
import type { Input } from '../../lib/request';

type InstrumentQuery = Input<'listInstruments'>['query'];
export type InstrumentPage = AnswerOf<'listInstruments'>;
export type InstrumentSummary = InstrumentPage['items'][number];
export type SuggestionKind = AnswerOf<'suggestInstruments'>['items'][number]['kind'];
export type Instrument = AnswerOf<'getInstrument'>;
export type UserKind = Instrument['yourKind'];

export function listInstruments(query: InstrumentQuery) {
  return request('listInstruments', { query });
}

const LONGEST_BEGINNING = 100;

export function suggestInstruments(q: string) {
  return request('suggestInstruments', { query: { q: q.slice(0, LONGEST_BEGINNING) } });
}

/** Says what was opened from a search; whether that is heard makes no difference to who opened it. */
export function noteFound(q: string, instrumentId: string) {
  request('noteFound', { body: { q, instrumentId } }).catch(() => undefined);
}

export function getInstrument(id: string) {
  return request('getInstrument', { params: { id } });
}
