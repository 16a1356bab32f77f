import {
  alarmsOf,
  type Situation,
  type Use,
} from '../../../bff/src/features/monitoring/domain/alarms.ts';

const MINUTE = 60_000;
const NOW = Date.parse('2026-11-24T06:00:00.000Z');
const ago = (minutes: number) => NOW - minutes * MINUTE;

const situation = (changes: Partial<Situation> = {}): Situation => ({
  state: 'off',
  since: ago(300),
  amperes: 0.1,
  isConfident: true,
  hasReadings: true,
  wasOnSince: () => false,
  isInRepair: false,
  unknownSince: null,
  drift: false,
  uses: [],
  closed: [],
  ...changes,
});

const use = (from: number, to: number, progress: Use['progress'] = 'awaited'): Use => ({
  id: 'BOOKING',
  startsAt: ago(from),
  endsAt: ago(to),
  progress,
});

const on = (minutes: number, changes: Partial<Situation> = {}) =>
  situation({ state: 'on', since: ago(minutes), ...changes });
const offline = (minutes: number, changes: Partial<Situation> = {}) =>
  situation({ state: 'offline', since: ago(minutes), ...changes });
const crewTime = { kind: 'crew_time' as const, startsAt: ago(60), endsAt: ago(-60) };
const outage = { kind: 'outage' as const, startsAt: ago(60), endsAt: ago(-60) };

test.each<[what: string, seen: Situation, kinds: string[]]>([
  ['off and not booked', situation(), []],
  ['offline for ten minutes', offline(10), []],
  ['offline for longer', offline(11), ['warning offline']],
  ['offline while booked', offline(1, { uses: [use(30, -30)] }), ['alarm offline']],
  [
    'offline while used beyond its end',
    offline(1, { uses: [use(90, 30, 'in_use')] }),
    ['alarm offline'],
  ],
  ['never read at all', offline(999, { hasReadings: false }), []],
  ['booked for fifteen minutes, off', situation({ uses: [use(15, -30)] }), []],
  ['booked for longer, off', situation({ uses: [use(16, -30)] }), ['warning no_show']],
  ['booked, was on before', situation({ uses: [use(30, -30)], wasOnSince: () => true }), []],
  ['booked, on now', on(5, { uses: [use(30, -30)] }), []],
  ['booked, no readings', offline(5, { uses: [use(30, -30)] }), ['alarm offline']],
  ['missed booking, off', situation({ uses: [use(40, -30, 'missed')] }), []],
  ['checked in, off', situation({ uses: [use(40, -30, 'in_use')] }), []],
  ['on for ten minutes unbooked', on(10), []],
  ['on for longer unbooked', on(11), ['warning unbooked_use']],
  ['perhaps on, unbooked', on(60, { isConfident: false }), []],
  ['on in crew time', on(30, { closed: [crewTime] }), []],
  ['on in an outage', on(30, { closed: [outage] }), ['alarm on_in_maintenance']],
  ['on in repair', on(30, { isInRepair: true }), ['alarm on_in_maintenance']],
  ['on past its booking, five minutes', on(90, { uses: [use(90, 5, 'done')] }), []],
  ['on past its booking', on(90, { uses: [use(90, 6, 'done')] }), ['warning over_run']],
  [
    'still checked in past its booking',
    on(90, { uses: [use(90, 6, 'in_use')] }),
    ['warning over_run'],
  ],
  ['on past its booking into the next', on(90, { uses: [use(90, 6, 'done'), use(5, -30)] }), []],
  ['on again after its booking', on(12, { uses: [use(90, 20, 'done')] }), ['warning unbooked_use']],
  ['on in a missed booking', on(12, { uses: [use(40, -30, 'missed')] }), ['warning unbooked_use']],
  [
    'at a current never seen',
    on(30, { unknownSince: ago(25), uses: [use(60, -60)] }),
    ['warning unknown_level'],
  ],
  ['drifted', situation({ drift: true }), ['warning drift']],
  ['drifted and silent', offline(5, { drift: true, unknownSince: ago(40) }), []],
])('%s', (_, seen, kinds) => {
  expect(alarmsOf(seen, NOW).map(({ kind, severity }) => `${severity} ${kind}`)).toEqual(kinds);
});

test('an alarm says since when, and which booking it is about', () => {
  expect(alarmsOf(on(90, { uses: [use(90, 6, 'done')] }), NOW)).toEqual([
    { kind: 'over_run', severity: 'warning', beganAt: ago(6), bookingId: 'BOOKING', amperes: 0.1 },
  ]);
  expect(alarmsOf(situation({ unknownSince: ago(25) }), NOW)[0]).toMatchObject({
    kind: 'unknown_level',
    beganAt: ago(25),
  });
  expect(alarmsOf(on(90), NOW)[0]).toMatchObject({ beganAt: ago(90), bookingId: null });
});
