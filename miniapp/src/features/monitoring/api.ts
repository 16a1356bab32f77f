import type { AnswerOf } from '@dayi/shared/contracts/index';
import { request } from '../../lib/request';
import type { Input } from '../../lib/request';

export type Board = AnswerOf<'getRunBoard'>;
export type BoardRoom = Board['rooms'][number];
export type BoardItem = BoardRoom['items'][number];
export type RunAlarm = Board['alarms'][number];
export type RunState = BoardItem['now'];
export type RunModel = AnswerOf<'getRunModel'>;
export type Readings = AnswerOf<'listReadings'>;
export type Segments = AnswerOf<'listRunSegments'>;
export type Segment = Segments['items'][number];
export type RunStates = AnswerOf<'listRunStates'>;
export type RunDay = AnswerOf<'getRunDay'>;
export type ShownRun = NonNullable<RunDay['run']>['now'];
export type HandoverNote = AnswerOf<'listHandoverNotes'>['items'][number];
export type CorrectionBody = Input<'correctRun'>['body'];
export type UseState = CorrectionBody['state'];
export type AlarmStep = Input<'handleRunAlarm'>['body']['step'];

export function getRunBoard(unitId?: string) {
  return request('getRunBoard', { query: { unitId } });
}

export function setRunShowing(unitId: string, isShown: boolean) {
  return request('setRunShowing', { params: { id: unitId }, body: { isShown } });
}

export function listRunStates(ids: string) {
  return request('listRunStates', { query: { ids } });
}

export function getRunDay(id: string) {
  return request('getRunDay', { params: { id } });
}

export function handleRunAlarm(id: string, step: AlarmStep) {
  return request('handleRunAlarm', { params: { id }, body: { step } });
}

export function getRunState(id: string) {
  return request('getRunState', { params: { id } });
}

export function getRunModel(id: string) {
  return request('getRunModel', { params: { id } });
}

export function listReadings(id: string, from: string, to: string) {
  return request('listReadings', { params: { id }, query: { from, to } });
}

export function listRunSegments(id: string, from: string, to: string) {
  return request('listRunSegments', { params: { id }, query: { from, to } });
}

export function getRunEvidence(bookingId: string) {
  return request('getRunEvidence', { params: { id: bookingId } });
}

export function previewRunCorrection(id: string, body: CorrectionBody) {
  return request('previewRunCorrection', { params: { id }, body });
}

export function correctRun(id: string, body: CorrectionBody, idempotencyKey: string) {
  return request('correctRun', { params: { id }, body, idempotencyKey });
}

export function withdrawRunCorrection(id: string, correctionId: string) {
  return request('withdrawRunCorrection', { params: { id, correctionId } });
}

export function listHandoverNotes(unitId: string) {
  return request('listHandoverNotes', { params: { id: unitId } });
}

export function writeHandoverNote(
  unitId: string,
  { instrumentId, key, text }: { text: string; instrumentId: string | null; key: string },
) {
  return request('writeHandoverNote', {
    params: { id: unitId },
    body: { text, instrumentId },
    idempotencyKey: key,
  });
}

export function finishHandoverNote(id: string, isDone: boolean) {
  return request('finishHandoverNote', { params: { id }, body: { isDone } });
}
