import type { AnswerOf } from '@dayi/shared/contracts/index';
import { request } from '../../lib/request';
import type { Input } from '../../lib/request';

export type Concept = AnswerOf<'getConcept'>;
export type ConceptItem = AnswerOf<'listConcepts'>['items'][number];
export type Miss = AnswerOf<'listMisses'>['items'][number];
type Edit = Input<'setConcept'>['body'];

export function listConcepts(query: Input<'listConcepts'>['query']) {
  return request('listConcepts', { query });
}

export function getConcept(id: string) {
  return request('getConcept', { params: { id } });
}

export function createConcept(body: Input<'createConcept'>['body'], idempotencyKey: string) {
  return request('createConcept', { body, idempotencyKey });
}

export function setConcept(id: string, body: Edit, ifMatch: number) {
  return request('setConcept', { params: { id }, body, ifMatch });
}

export function retireConcept(id: string, why: string, ifMatch: number) {
  return request('retireConcept', { params: { id }, body: { why }, ifMatch });
}

export function listMisses(query: Input<'listMisses'>['query']) {
  return request('listMisses', { query });
}
