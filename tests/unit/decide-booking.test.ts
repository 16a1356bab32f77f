import {
  type BookingFacts,
  decideBooking,
} from '../../bff/src/features/bookings/domain/decide-booking.ts';
import { DEFAULT_RULES } from '../../bff/src/features/instruments/index.ts';

// A Tuesday, 09:42 in Shanghai.
const NOW = new Date('2026-11-24T01:42:00.000Z');

const at = (local: string) => new Date(`${local}:00.000+08:00`);

const facts = (change: Partial<BookingFacts> = {}): BookingFacts => ({
  now: NOW,
  range: { startsAt: at('2026-11-25T14:00'), endsAt: at('2026-11-25T16:00') },
  service: 'self',
  rules: DEFAULT_RULES,
  timeZone: 'Asia/Shanghai',
  kind: 'time',
  instrument: { status: 'open', takesTime: true, takesSamples: true },
  userKind: 'own_unit',
  isChargeToRefused: false,
  hasPrice: true,
  coolingDown: [],
  holds: 0,
  quotas: [],
  member: null,
  noShows: 0,
  movableUntil: null,
  isAgreed: false,
  ...change,
});

const range = (from: string, to: string) => ({ range: { startsAt: at(from), endsAt: at(to) } });
const rules = (change: Partial<BookingFacts['rules']>) => ({
  rules: { ...DEFAULT_RULES, ...change },
});

const codesOf = (change: Partial<BookingFacts>) => {
  const decision = decideBooking(facts(change));
  return decision.ok ? [] : decision.broken.map(({ code }) => code);
};

test.each<[string, Partial<BookingFacts>, string[]]>([
  ['an ordinary wish', {}, []],
  ['from the first open minute', range('2026-11-25T08:30', '2026-11-25T10:00'), []],
  ['to the last open minute', range('2026-11-25T16:00', '2026-11-25T17:30'), []],
  ['a minute too early', range('2026-11-25T08:00', '2026-11-25T10:00'), ['booking.outside_hours']],
  ['into the evening', range('2026-11-25T17:00', '2026-11-25T18:00'), ['booking.outside_hours']],
  ['on a Saturday', range('2026-11-28T10:00', '2026-11-28T11:00'), ['booking.closed_day']],
  ['off the grid', range('2026-11-25T14:10', '2026-11-25T15:10'), ['booking.off_grid']],
  [
    'of seconds',
    { range: { startsAt: new Date('2026-11-25T06:00:01Z'), endsAt: at('2026-11-25T15:00') } },
    ['booking.off_grid'],
  ],
  ['as short as allowed', range('2026-11-25T14:00', '2026-11-25T14:30'), []],
  [
    'too short',
    { ...range('2026-11-25T14:00', '2026-11-25T14:30'), ...rules({ minMinutes: 60 }) },
    ['booking.too_short'],
  ],
  ['as long as allowed', range('2026-11-25T09:00', '2026-11-25T17:00'), []],
  ['too long', range('2026-11-25T08:30', '2026-11-25T17:00'), ['booking.too_long']],
  ['exactly the lead time ahead', { now: at('2026-11-25T12:00') }, []],
  [
    'a moment less than the lead time ahead',
    { now: new Date(at('2026-11-25T12:00').getTime() + 1) },
    ['booking.too_soon'],
  ],
  ['in the past', { now: at('2026-11-26T12:00') }, ['booking.too_soon']],
  ['exactly at the horizon', { now: at('2026-10-26T14:00') }, []],
  [
    'a moment past the horizon',
    { now: new Date(at('2026-10-26T14:00').getTime() - 1) },
    ['booking.too_far'],
  ],
  [
    'by a stranger a day and two hours ahead',
    { userKind: 'company', now: at('2026-11-24T12:00') },
    [],
  ],
  [
    'by a stranger a little less ahead',
    { userKind: 'company', now: at('2026-11-24T12:30') },
    ['booking.too_soon'],
  ],
  [
    'by a kind that is not accepted',
    { ...rules({ acceptedUserKinds: ['own_group'] }) },
    ['booking.user_kind_refused'],
  ],
  [
    'on an instrument under repair',
    { instrument: { status: 'repair', takesTime: true, takesSamples: false } },
    ['booking.not_bookable'],
  ],
  [
    'on one that takes samples only',
    { instrument: { status: 'open', takesTime: false, takesSamples: false } },
    ['booking.kind_refused'],
  ],
  [
    'by oneself where the crew runs it',
    { ...rules({ service: 'crew' }) },
    ['booking.kind_refused'],
  ],
  ['without a price', { hasPrice: false }, ['booking.no_price']],
  ['on another’s money', { isChargeToRefused: true }, ['booking.charge_to_refused']],
  [
    'of a slot just let go',
    { coolingDown: [{ startsAt: at('2026-11-25T15:30'), endsAt: at('2026-11-25T16:30') }] },
    ['booking.cooling_down'],
  ],
  [
    'beside a slot just let go',
    { coolingDown: [{ startsAt: at('2026-11-25T16:00'), endsAt: at('2026-11-25T17:00') }] },
    [],
  ],
  [
    'with all that can be wrong',
    {
      instrument: { status: 'retired', takesTime: false, takesSamples: false },
      isChargeToRefused: true,
      hasPrice: false,
      userKind: 'company',
      ...rules({ acceptedUserKinds: [], minMinutes: 60 }),
      ...range('2026-11-24T20:10', '2026-11-24T20:20'),
    },
    [
      'booking.not_bookable',
      'booking.kind_refused',
      'booking.charge_to_refused',
      'booking.user_kind_refused',
      'booking.no_price',
      'booking.off_grid',
      'booking.too_short',
      'booking.outside_hours',
      'booking.too_soon',
    ],
  ],
])('a booking %s', (_what, change, codes) => {
  expect(codesOf(change)).toEqual(codes);
});

test('National Day is closed and named', () => {
  const decision = decideBooking(
    facts({ now: at('2026-09-20T09:00'), ...range('2026-10-01T10:00', '2026-10-01T11:00') }),
  );
  expect(decision).toMatchObject({
    broken: [{ code: 'booking.holiday', values: { date: '2026-10-01', name: '国庆节' } }],
  });
});

// Saturday 10 October 2026 makes up for the National Day holidays; 17 October is a plain Saturday.
test.each([
  ['a make-up Saturday is worked like a Monday', '2026-10-10', {}, []],
  ['a plain Saturday is not', '2026-10-17', {}, ['booking.closed_day']],
  [
    'nor a make-up one where the calendar is not kept',
    '2026-10-10',
    { closedOnHolidays: false },
    ['booking.closed_day'],
  ],
  [
    'a Saturday with hours of its own keeps them',
    '2026-10-10',
    { openingHours: [{ weekday: 6, from: '13:00', to: '17:00' }] },
    ['booking.outside_hours'],
  ],
])('%s', (_what, date, change, codes) => {
  const wish = range(`${date}T10:00`, `${date}T11:00`);
  expect(codesOf({ now: at('2026-09-28T09:00'), ...wish, ...rules(change) })).toEqual(codes);
});

test('an instrument open day and night takes a booking over midnight', () => {
  const allWeek = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '00:00', to: '24:00' }));
  expect(
    codesOf({
      ...rules({ openingHours: allWeek }),
      ...range('2026-11-25T22:00', '2026-11-26T02:00'),
    }),
  ).toEqual([]);
});

test.each([
  ['none', 'company', false],
  ['outside', 'company', true],
  ['outside', 'academic', true],
  ['outside', 'own_unit', false],
  ['all', 'own_group', true],
] as const)('approval for %s users asks a %s user: %s', (approval, userKind, needsApproval) => {
  const decision = decideBooking(
    facts({ ...rules({ approval }), userKind, now: at('2026-11-24T09:00') }),
  );
  expect(decision).toEqual({ ok: true, needsApproval });
});
