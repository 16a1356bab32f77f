import type { ProblemCode } from '@dayi/shared/problems';
import { expectBalanced, expectRefused } from '../support/bad-bookings.ts';
import { type Client, signInAs } from '../support/client.ts';
import { FrozenClock } from '../support/frozen-clock.ts';
import { INSTRUMENTS, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

const SLOT = {
  instrumentId: INSTRUMENTS.sem,
  kind: 'time',
  startsAt: '2026-11-26T06:00:00.000Z',
  endsAt: '2026-11-26T08:00:00.000Z',
};
const JSON_TYPE = { 'content-type': 'application/json' };

let world: World;
let company: Client;

beforeAll(async () => {
  world = await createWorld({
    roles: 'web',
    fill: plantSmallProvince,
    changes: { clock: new FrozenClock('2026-11-24T01:42:00.000Z') },
  });
  company = await signInAs(world.url, 'company');
});
afterAll(async () => {
  await expectBalanced(world.deps);
  await world.stop();
});

type Sent = Parameters<Client['make']>[1];

const refuse = (sent: Sent, code: ProblemCode, errors: readonly string[] = []) =>
  expectRefused(
    world.deps,
    (language) => company.make('createBooking', { headers: JSON_TYPE, language, ...sent }),
    code,
    errors,
  );
const wish = (change: Record<string, unknown>) => ({ body: { ...SLOT, ...change } });
const without = (...names: string[]) => ({
  body: Object.fromEntries(Object.entries(SLOT).filter(([name]) => !names.includes(name))),
});

test.each<[string, Record<string, unknown>, string[]]>([
  ['an end before its start', { endsAt: '2026-11-26T05:00:00.000Z' }, ['body.endsAt field.order']],
  ['an end at its start', { endsAt: SLOT.startsAt }, ['body.endsAt field.order']],
  ['a nanosecond', { endsAt: '2026-11-26T06:00:00.000000001Z' }, ['body.endsAt field.order']],
  ['400 days', { endsAt: '2027-12-31T06:00:00.000Z' }, ['body.endsAt field.out_of_range']],
  [
    'the last year of all',
    { startsAt: '+275760-09-12T00:00:00.000Z', endsAt: '+275760-09-13T00:00:00.000Z' },
    ['body.startsAt field.bad_format', 'body.endsAt field.bad_format'],
  ],
  [
    'a year of four digits that is too far',
    { startsAt: '9999-12-30T00:00:00.000Z', endsAt: '9999-12-31T00:00:00.000Z' },
    ['body.startsAt field.out_of_range', 'body.endsAt field.out_of_range'],
  ],
  [
    '29 February of a common year',
    { startsAt: '2027-02-29T06:00:00.000Z' },
    ['body.startsAt field.bad_format'],
  ],
  [
    'a zone’s offset',
    { startsAt: '2026-11-26T14:00:00.000+08:00' },
    ['body.startsAt field.bad_format'],
  ],
  ['the hour 24', { endsAt: '2026-11-26T24:00:00.000Z' }, ['body.endsAt field.bad_format']],
  ['NaN for a time', { startsAt: 'NaN' }, ['body.startsAt field.bad_format']],
  ['Invalid Date for a time', { endsAt: 'Invalid Date' }, ['body.endsAt field.bad_format']],
  ['an empty time', { startsAt: '' }, ['body.startsAt field.bad_format']],
  ['a number for a time', { startsAt: 1_795_672_800_000 }, ['body.startsAt field.wrong_type']],
  ['null for a time', { startsAt: null }, ['body.startsAt field.wrong_type']],
  ['a list for a time', { startsAt: [SLOT.startsAt] }, ['body.startsAt field.wrong_type']],
  ['an unknown field', { totalFen: 0 }, ['body.totalFen field.unknown']],
  ['an unknown service', { service: 'magic' }, ['body.service field.not_allowed']],
  ['an unknown kind', { kind: 'gift' }, ['body.kind field.invalid']],
  ['a purpose of 501 characters', { purpose: '长'.repeat(501) }, ['body.purpose field.too_big']],
  [
    'an override without a reason',
    { override: { reason: ' ' } },
    ['body.override.reason field.too_small'],
  ],
  [
    'a payer of no kind',
    { chargeTo: { kind: 'state', id: 'X' } },
    ['body.chargeTo.kind field.not_allowed'],
  ],
  [
    'an instrument called by a query',
    { instrumentId: "x' or '1'='1" },
    ['body.instrumentId field.bad_format'],
  ],
  [
    'an instrument with a path',
    { instrumentId: '../../etc/passwd' },
    ['body.instrumentId field.bad_format'],
  ],
  ['an instrument in Chinese', { instrumentId: '电镜' }, ['body.instrumentId field.bad_format']],
  ['an instrument by number', { instrumentId: 7 }, ['body.instrumentId field.wrong_type']],
])('a wish with %s is refused', async (_what, change, errors) => {
  await refuse(wish(change), 'request.invalid', errors);
});

test.each([
  ['instrumentId', ['body.instrumentId field.required']],
  ['startsAt', ['body.startsAt field.required']],
  ['endsAt', ['body.endsAt field.required']],
  ['kind', ['body.kind field.invalid']],
])('a wish without %s is refused', async (name, errors) => {
  await refuse(without(name), 'request.invalid', errors);
});

test.each<[string, Sent, ProblemCode, string[]]>([
  ['nothing', { raw: '' }, 'request.invalid', ['body.kind field.invalid']],
  ['null', { raw: 'null' }, 'request.invalid', ['body.kind field.invalid']],
  ['half an object', { raw: '{"kind": "time"' }, 'request.malformed', []],
  ['a number beyond all', { raw: '1e999' }, 'request.invalid', ['body field.wrong_type']],
  ['brackets without end', { raw: '['.repeat(300_000) }, 'request.malformed', []],
  [
    'a form',
    { raw: 'kind=time', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    'request.unsupported_media',
    [],
  ],
  [
    'XML',
    { raw: '<kind/>', headers: { 'content-type': 'application/xml' } },
    'request.unsupported_media',
    [],
  ],
  [
    'JSON called text',
    { raw: JSON.stringify(SLOT), headers: { 'content-type': 'text/plain' } },
    'request.unsupported_media',
    [],
  ],
])('a body that is %s is refused', async (_what, sent, code, errors) => {
  await refuse(sent, code, errors);
});

test('a prototype in the body stays a field like any other', async () => {
  const raw = JSON.stringify(SLOT).replace('{', '{"__proto__":{"service":"crew"},');
  await refuse({ raw }, 'request.invalid', ['body.__proto__ field.unknown']);
});

test.each<[string, Record<string, unknown>, string[]]>([
  ['ten minutes off the grid', { startsAt: '2026-11-26T06:10:00.000Z' }, ['booking.off_grid']],
  ['a millisecond off the grid', { endsAt: '2026-11-26T08:00:00.001Z' }, ['booking.off_grid']],
  [
    'a length of a millisecond',
    { endsAt: '2026-11-26T06:00:00.001Z' },
    ['booking.off_grid', 'booking.too_short'],
  ],
  ['31 days', { endsAt: '2026-12-27T06:00:00.000Z' }, ['booking.too_long']],
  [
    'a slot of yesterday',
    { startsAt: '2026-11-23T06:00:00.000Z', endsAt: '2026-11-23T07:00:00.000Z' },
    ['booking.too_soon'],
  ],
  [
    'a slot that began just now',
    { startsAt: '2026-11-24T01:30:00.000Z', endsAt: '2026-11-24T02:30:00.000Z' },
    ['booking.too_soon'],
  ],
  [
    'the year 2000',
    { startsAt: '2000-02-29T06:00:00.000Z', endsAt: '2000-02-29T07:00:00.000Z' },
    ['booking.no_price', 'booking.too_soon'],
  ],
  [
    'the year 2099',
    { startsAt: '2099-12-31T06:00:00.000Z', endsAt: '2099-12-31T07:00:00.000Z' },
    ['booking.too_far'],
  ],
  [
    'another’s money',
    { chargeTo: { kind: 'company', id: 'COMPANYSIBLING' } },
    ['booking.charge_to_refused'],
  ],
])('a wish for %s breaks a rule by name', async (_what, change, errors) => {
  await refuse(wish(change), 'booking.rules_broken', errors);
});

test.each(['NOSUCH', '0', 'instrumentsem', 'x'.repeat(40)])(
  'there is no instrument %s',
  async (instrumentId) => {
    await refuse(wish({ instrumentId }), 'instrument.not_found');
  },
);

test('samples are counted in whole, positive, sensible numbers', async () => {
  for (const [count, error] of [
    [0, 'too_small'],
    [-1, 'too_small'],
    [1.5, 'wrong_type'],
    [10_001, 'too_big'],
    ['3', 'wrong_type'],
  ] as const) {
    const body = {
      instrumentId: SLOT.instrumentId,
      kind: 'sample',
      items: [{ testItemId: 'T', count }],
    };
    await refuse({ body }, 'request.invalid', [`body.items.0.count field.${error}`]);
  }
});
