import { groupOf } from '../../bff/src/features/notifications/domain/notice-groups.ts';
import {
  completeChoices,
  NO_PREFERENCES,
  speaksAt,
  withoutChannel,
} from '../../bff/src/features/notifications/domain/preferences.ts';
import { MOST_TRIES, nextTryAt } from '../../bff/src/features/notifications/domain/retries.ts';
import {
  codeFor,
  isSameCode,
  newNonce,
  readLeave,
  signLeave,
} from '../../bff/src/features/notifications/tokens.ts';

test.each([
  ['booking.requested', 'work'],
  ['booking.confirmed', 'bookings'],
  ['booking.completed', 'results'],
  ['booking.closed', 'money'],
  ['review.written', 'reviews'],
  ['review.to_judge', 'work'],
  ['voucher.granted', 'money'],
])('%s belongs to %s', (kind, group) => {
  expect(groupOf(kind)).toBe(group);
});

test('choices older than a group are completed, and what is always shown cannot be off', () => {
  const kept = { reviews: { app: false, email: true }, money: { app: false } };
  const choices = completeChoices(kept);
  expect(choices.reviews).toEqual({ app: false, email: true, alipay: false });
  expect(choices.money).toEqual({ app: true, email: true, alipay: true });
  expect(choices.work).toEqual(NO_PREFERENCES.choices.work);
});

test('leaving a channel leaves the others as they are', () => {
  const left = withoutChannel(NO_PREFERENCES.choices, 'email');
  expect(Object.values(left).map(({ email }) => email)).toEqual(Array(6).fill(false));
  expect(left.money).toMatchObject({ app: true, alipay: true });
});

const NIGHT = { from: 22 * 60, to: 7 * 60 + 30 };
const NOON = { from: 12 * 60, to: 13 * 60 };

test.each([
  ['before the night', NIGHT, '2026-11-24T13:59:00.000Z', '2026-11-24T13:59:00.000Z'],
  ['as it begins', NIGHT, '2026-11-24T14:00:00.000Z', '2026-11-24T23:30:00.000Z'],
  ['after midnight', NIGHT, '2026-11-24T17:00:00.000Z', '2026-11-24T23:30:00.000Z'],
  ['as it ends', NIGHT, '2026-11-24T23:30:00.000Z', '2026-11-24T23:30:00.000Z'],
  ['at noon', NOON, '2026-11-24T04:20:00.000Z', '2026-11-24T05:00:00.000Z'],
  ['at one', NOON, '2026-11-24T05:00:00.000Z', '2026-11-24T05:00:00.000Z'],
  ['without any', null, '2026-11-24T17:00:00.000Z', '2026-11-24T17:00:00.000Z'],
  ['of no length', { from: 60, to: 60 }, '2026-11-24T17:00:00.000Z', '2026-11-24T17:00:00.000Z'],
])('quiet hours %s', (_when, quiet, now, speaks) => {
  expect(speaksAt(new Date(now), quiet, 'Asia/Shanghai').toISOString()).toBe(speaks);
});

test('tries wait longer each time, six hours at most, and end', () => {
  const now = new Date('2026-11-24T00:00:00.000Z');
  const waits = Array.from({ length: MOST_TRIES }, (_, index) => nextTryAt(now, index + 1)).map(
    (at) => (at === null ? null : (at.getTime() - now.getTime()) / 60_000),
  );
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360, 360, null]);
});

test('a code has six digits and belongs to one person, address and asking', () => {
  const at = { userId: 'U', address: 'a@example.com', nonce: newNonce() };
  const code = codeFor('secret', at);
  expect(code).toMatch(/^\d{6}$/);
  expect(isSameCode(code, codeFor('secret', at))).toBe(true);
  const others = [
    codeFor('secret', { ...at, userId: 'V' }),
    codeFor('secret', { ...at, address: 'b@example.com' }),
    codeFor('secret', { ...at, nonce: newNonce() }),
    codeFor('other', at),
  ];
  expect(others.filter((other) => isSameCode(code, other)).length).toBeLessThan(2);
  expect(isSameCode('', code)).toBe(false);
});

test('a link to leave says whose it is, and no changed one does', () => {
  const token = signLeave('secret', 'USER1', 'email');
  expect(readLeave('secret', token)).toEqual({ userId: 'USER1', channel: 'email' });
  expect(readLeave('other', token)).toBeUndefined();
  const forged = `${Buffer.from('email USER2').toString('base64url')}.${token.split('.')[1]!}`;
  for (const bad of [forged, '', '.', token.slice(0, -2), `${token}x.y`]) {
    expect(readLeave('secret', bad)).toBeUndefined();
  }
});
