import type { AnswerOf } from '@dayi/shared/contracts/index';
import { request } from '../../lib/request';
import type { Input } from '../../lib/request';

export type Rules = AnswerOf<'getRules'>['rules'];
export type PriceList = AnswerOf<'listPriceLists'>['items'][number];
export type NewPriceList = Input<'createPriceList'>['body'];
export type Block = AnswerOf<'listBlocks'>['items'][number];
export type NewBlock = Input<'createBlock'>['body'];
export type RulesPreview = AnswerOf<'previewRules'>;

export function listRunInstruments(q: string, cursor: string | undefined) {
  return request('listRunInstruments', { query: { q, cursor } });
}

export function getRules(id: string) {
  return request('getRules', { params: { id } });
}

export function previewRules(id: string, rules: Rules) {
  return request('previewRules', { params: { id }, body: { rules } });
}

export function setRules(id: string, rules: Rules) {
  return request('setRules', { params: { id }, body: { rules } });
}

export function listPriceLists(id: string) {
  return request('listPriceLists', { params: { id } });
}

export function createPriceList(id: string, body: NewPriceList, idempotencyKey: string) {
  return request('createPriceList', { params: { id }, body, idempotencyKey });
}

export function withdrawPriceList(id: string, listId: string) {
  return request('withdrawPriceList', { params: { id, listId } });
}

export function listBlocks(id: string, from: string, to: string) {
  return request('listBlocks', { params: { id }, query: { from, to } });
}

export function createBlock(id: string, body: NewBlock, idempotencyKey: string) {
  return request('createBlock', { params: { id }, body, idempotencyKey });
}

export function liftBlock(id: string) {
  return request('liftBlock', { params: { id } });
}

export function getLabel(id: string) {
  return request('getInstrumentLabel', { params: { id } });
}
