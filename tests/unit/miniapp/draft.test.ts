const kept = new Map<string, string>();
jest.mock('../../../miniapp/src/lib/storage', () => ({
  readStored: () => null,
  store: (key: string, value: unknown) => void kept.set(key, JSON.stringify(value)),
}));

import { changeDraft } from '../../../miniapp/src/features/bookings/draft';
import { endSession, keepSession } from '../../../miniapp/src/lib/session';

const person = (id: string) =>
  ({ token: 't', refreshToken: 'r', user: { id, roles: [] } }) as unknown as Parameters<
    typeof keepSession
  >[0];

interface Kept {
  byInstrument: Record<string, { purpose: string }>;
}

function purpose(): string | undefined {
  const text = kept.get('drafts');
  return text ? (JSON.parse(text) as Kept).byInstrument['SEM']?.purpose : undefined;
}

beforeEach(() => endSession());

test('what a guest typed goes on after the sign-in, and through one that ran out', () => {
  changeDraft('SEM', { purpose: '断口' });
  keepSession(person('ANN'));
  expect(purpose()).toBe('断口');
  keepSession(null);
  expect(purpose()).toBe('断口');
  keepSession(person('ANN'));
  expect(purpose()).toBe('断口');
});

test('what one person typed, also before the sign-in, is not shown to the next', () => {
  changeDraft('SEM', { purpose: '断口' });
  keepSession(person('ANN'));
  keepSession(null);
  keepSession(person('BOB'));
  expect(purpose()).toBeUndefined();
});

test('who signs out leaves nothing for the next guest', () => {
  keepSession(person('ANN'));
  changeDraft('SEM', { purpose: '断口' });
  endSession();
  expect(purpose()).toBeUndefined();
});
