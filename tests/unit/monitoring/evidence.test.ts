import { evidenceOf } from '../../../bff/src/features/monitoring/domain/evidence.ts';
import type { RunState } from '../../../bff/src/features/monitoring/domain/readings.ts';

const MINUTE = 60_000;
/** Booked from minute 0 to minute 120. */
const BOOKED = { startsAt: 0, endsAt: 120 * MINUTE };
const AFTER = 1_000 * MINUTE;

/** Stretches from an hour before: each ends where the next begins. */
const stretches = (...ends: [state: RunState, until: number][]) =>
  ends.map(([state, until], index) => ({
    state,
    from: (ends[index - 1]?.[1] ?? -60) * MINUTE,
    to: until * MINUTE,
  }));

test.each<[string, ReturnType<typeof stretches>, string[], [number, number] | null]>([
  ['used as booked', stretches(['off', 3], ['on', 118], ['off', 180]), [], [3, 118]],
  [
    'used in two goes',
    stretches(['off', 3], ['on', 40], ['standby', 70], ['on', 110], ['off', 180]),
    [],
    [3, 110],
  ],
  ['never on', stretches(['off', 30], ['standby', 180]), ['never_on'], null],
  ['ran over', stretches(['off', 10], ['on', 150], ['off', 180]), ['ran_over'], [10, 150]],
  [
    'started early',
    stretches(['off', -20], ['on', 100], ['off', 180]),
    ['started_early'],
    [-20, 100],
  ],
  ['within the tolerance', stretches(['off', -5], ['on', 125], ['off', 180]), [], [-5, 125]],
  [
    'on before and after only',
    stretches(['on', -5], ['off', 125], ['on', 180]),
    ['never_on'],
    null,
  ],
  ['mostly unread', stretches(['offline', 100], ['on', 118], ['off', 180]), ['unread'], null],
  ['never read', [], ['unread'], null],
])('%s', (_, seen, findings, proposal) => {
  const found = evidenceOf(BOOKED, seen, AFTER);
  expect(found.findings).toEqual(findings);
  expect(
    found.proposal && [found.proposal.startedAt / MINUTE, found.proposal.endedAt / MINUTE],
  ).toEqual(proposal);
});

test('neighbours keep what is theirs', () => {
  const found = evidenceOf(BOOKED, stretches(['on', 180]), AFTER, {
    before: 0,
    after: 130 * MINUTE,
  });
  expect([found.firstOnAt, found.lastOnAt]).toEqual([0, 130 * MINUTE]);
  expect(found.findings).toEqual(['ran_over']);
});

test('a booking that runs is judged as far as it has gone, and its end is not proposed while it is on', () => {
  const now = 60 * MINUTE;
  const running = evidenceOf(BOOKED, stretches(['off', 10], ['on', 60]), now);
  expect(running).toMatchObject({ coverage: 1, onSeconds: 3000, findings: [], proposal: null });
  expect(evidenceOf(BOOKED, stretches(['off', 0]), -MINUTE).findings).toEqual(['unread']);
});
