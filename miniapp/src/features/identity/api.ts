import type { AnswerOf } from '@dayi/shared/contracts/index';
import { request } from '../../lib/request';

export type Me = AnswerOf<'getMe'>;

export function listPersonas() {
  return request('listPersonas', {});
}

export function signInAs(persona: string) {
  return request('createSession', { body: { provider: 'demo', persona } });
}

export function signOut() {
  return request('endSession', {});
}

export function getMe() {
  return request('getMe', {});
}

export function updateLocale(locale: Me['locale']) {
  return request('updateMe', { body: { locale } });
}
