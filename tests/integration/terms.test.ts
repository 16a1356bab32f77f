import { type Client, signInAs } from '../support/client.ts';
import { INSTRUMENTS, OPEN_RULES, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
let operator: Client;
let researcher: Client;

const params = { id: INSTRUMENTS.sem };

beforeAll(async () => {
  world = await createWorld({ startsAt: '2026-11-24T01:42:00.000Z', fill: plantSmallProvince });
  operator = await signInAs(world.url, 'operator');
  researcher = await signInAs(world.url, 'researcher');
});
afterAll(async () => {
  await world.stop();
});

const at = (local: string) => new Date(`${local}:00.000+08:00`).toISOString();

const slot = (from: string, to: string) => ({
  instrumentId: INSTRUMENTS.sem,
  kind: 'time' as const,
  startsAt: at(from),
  endsAt: at(to),
});

test('new rules say which bookings they would not allow, and change none of them', async () => {
  const early = await researcher.make('createBooking', {
    body: slot('2026-11-26T07:00', '2026-11-26T08:00'),
  });
  const fine = await researcher.make('createBooking', {
    body: slot('2026-11-26T10:00', '2026-11-26T11:00'),
  });
  const { body: before } = await operator.call('getRules', { params });
  expect(before.rules.gridMinutes).toBe(OPEN_RULES.gridMinutes);
  const openingHours = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '08:30', to: '17:30' }));
  const rules = { ...before.rules, openingHours, maxMinutes: 240 };

  const preview = await operator.call('previewRules', { params, body: { rules } });
  expect(preview.body).toMatchObject({
    total: 1,
    broken: [{ bookingId: early.body.id, rules: [{ code: 'booking.outside_hours' }] }],
  });
  expect((await operator.call('getRules', { params })).body.version).toBe(before.version);

  const set = await operator.call('setRules', {
    params,
    body: { rules },
    headers: { 'If-Match': `"${before.version}"` },
  });
  expect(set.body).toMatchObject({ version: before.version + 1, rules: { maxMinutes: 240 } });
  for (const { body } of [early, fine]) {
    const now = await researcher.call('getBooking', { params: { id: body.id } });
    expect(now.body.state).toBe('held');
  }
  const quote = await researcher.call('createQuote', {
    body: slot('2026-11-27T07:00', '2026-11-27T08:00'),
  });
  expect(quote.body.broken.map(({ code }) => code)).toEqual(['booking.outside_hours']);
  const stale = await operator.call('setRules', {
    params,
    body: { rules },
    headers: { 'If-Match': `"${before.version}"` },
  });
  expect(stale.problem.code).toBe('request.stale');
});

test('a new quota says which bookings to come are beyond it, those made last', async () => {
  const { body: before } = await operator.call('getRules', { params });
  const first = await researcher.make('createBooking', {
    body: slot('2026-11-25T10:00', '2026-11-25T12:00'),
  });
  const quotas = [{ who: 'user', per: 'week', of: 'minutes', limit: 180 }] as const;
  const rules = { ...before.rules, quotas: [...quotas] };
  const preview = await operator.call('previewRules', { params, body: { rules } });
  expect(preview.body.broken).toMatchObject([
    { bookingId: first.body.id, rules: [{ code: 'booking.quota_user_week' }] },
  ]);
  const wide = { ...rules, quotas: [{ ...quotas[0], limit: 2_400 }] };
  const fine = await operator.call('previewRules', { params, body: { rules: wide } });
  expect(fine.body.total).toBe(0);
  await researcher.call('cancelBooking', { params: { id: first.body.id }, body: { reason: '试' } });
});

test('of two who set rules at once one is told to look again', async () => {
  const { body } = await operator.call('getRules', { params });
  const answers = await Promise.all(
    [60, 90].map((leadMinutes) =>
      operator.call('setRules', {
        params,
        body: { rules: { ...body.rules, leadMinutes } },
        headers: { 'If-Match': `"${body.version}"` },
      }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
});

test.each([
  ['a length off the slots', { minMinutes: 45 }, 'body.rules.minMinutes', 'field.off_grid'],
  [
    'a longest below the shortest',
    { maxMinutes: 15, gridMinutes: 15 },
    'body.rules.maxMinutes',
    'field.order',
  ],
  [
    'hours that overlap',
    {
      openingHours: [
        { weekday: 1, from: '08:00', to: '12:00' },
        { weekday: 1, from: '11:00', to: '17:00' },
      ],
    },
    'body.rules.openingHours.1',
    'field.overlap',
  ],
  [
    'the same quota twice',
    {
      quotas: [
        { who: 'user', per: 'day', of: 'bookings', limit: 1 },
        { who: 'user', per: 'day', of: 'bookings', limit: 2 },
      ],
    },
    'body.rules.quotas.1',
    'field.duplicate',
  ],
  ['nobody let in', { acceptedUserKinds: [] }, 'body.rules.acceptedUserKinds', 'field.too_small'],
])('rules with %s are refused by name', async (_what, change, path, code) => {
  const { body } = await operator.call('getRules', { params });
  const answer = await operator.call('setRules', {
    params,
    body: { rules: { ...body.rules, ...change } },
  });
  expect(answer.status).toBe(400);
  expect(answer.problem.errors).toContainEqual(expect.objectContaining({ path, code }));
});

test('a second check is not switched on where the crew has one person', async () => {
  const { body } = await operator.call('getRules', { params });
  expect(body.checkers).toBe(1);
  const rules = { ...body.rules, resultsCheckedBySecond: true };
  for (const route of ['previewRules', 'setRules'] as const) {
    const answer = await operator.call(route, { params, body: { rules } });
    expect([answer.status, answer.problem.code]).toEqual([422, 'rules.no_second_person']);
  }
  await world.deps.db('role_grants').insert({
    id: 'GRANTSECOND',
    user_id: 'USEROPERATOR-SIBLING-CREW',
    role: 'operator',
    scope_kind: 'crew',
    scope_id: 'CREWOWN',
    granted_at: world.clock.now(),
  });
  expect((await operator.call('setRules', { params, body: { rules } })).status).toBe(200);
  await world.deps.db('role_grants').where({ id: 'GRANTSECOND' }).delete();
  const kept = { ...rules, leadMinutes: 120 };
  expect((await operator.call('setRules', { params, body: { rules: kept } })).status).toBe(200);
});

test('prices from a later day end those before, and can be taken back until then', async () => {
  const { body: lists } = await operator.call('listPriceLists', { params });
  expect(lists.today).toBe('2026-11-24');
  const { id, ...whole } = lists.items[0]!;
  const held = { ...whole, validTo: undefined };
  const dearer = {
    ...held,
    validFrom: '2026-12-01',
    items: held.items.map((item) => ({ ...item, unitFen: item.unitFen * 2 })),
  };
  const made = await operator.make('createPriceList', { params, body: dearer });
  expect(made.status).toBe(201);
  const after = await operator.call('listPriceLists', { params });
  expect(after.body.items.map(({ validFrom, validTo }) => [validFrom, validTo])).toEqual([
    ['2026-12-01', null],
    [held.validFrom, '2026-11-30'],
  ]);
  const costs = async (day: string) =>
    (await researcher.call('createQuote', { body: slot(`${day}T10:00`, `${day}T11:00`) })).body
      .totalFen;
  expect(await costs('2026-12-02')).toBe(2 * (await costs('2026-11-30')));

  const sameDay = await operator.make('createPriceList', { params, body: dearer });
  expect(sameDay.problem.code).toBe('price_list.day_taken');
  const past = { ...dearer, validFrom: '2026-11-23' };
  const late = await operator.make('createPriceList', { params, body: past });
  expect(late.problem.code).toBe('price_list.in_the_past');

  const held1 = await operator.call('withdrawPriceList', { params: { ...params, listId: id } });
  expect(held1.problem.code).toBe('price_list.in_the_past');
  await operator.call('withdrawPriceList', { params: { ...params, listId: made.body.id } });
  const back = await operator.call('listPriceLists', { params });
  expect(back.body.items).toMatchObject([{ id, validTo: null }]);
});

test('a price for a test item that is new makes it, once, and hours off begin and end', async () => {
  const lists = await operator.call('listPriceLists', { params });
  const latest = { ...lists.body.items[0]!, id: undefined, validTo: undefined };
  const sample = { item: 'sample', testItemId: null, name: '断口形貌', unitFen: 30_000 } as const;
  const body = {
    ...latest,
    validFrom: '2026-12-05',
    minimumFen: 5_000,
    offPeak: [{ from: '22:00', to: '08:00', percentOff: 40 }],
    items: [
      ...latest.items,
      { ...sample, userKind: 'company' },
      { ...sample, userKind: 'academic', unitFen: 20_000 },
    ],
  } as const;
  const made = await operator.make('createPriceList', { params, body });
  expect(made.body).toMatchObject({ minimumFen: 5_000, offPeak: [{ percentOff: 40 }] });
  const fresh = made.body.items.filter(({ item }) => item === 'sample');
  expect(fresh.map(({ name, unitFen }) => [name, unitFen])).toEqual([
    ['断口形貌', 30_000],
    ['断口形貌', 20_000],
  ]);
  expect(new Set(fresh.map(({ testItemId }) => testItemId)).size).toBe(1);
  const shown = await operator.call('getInstrument', { params });
  expect(shown.body.testItems).toEqual([{ id: fresh[0]!.testItemId, name: '断口形貌' }]);

  const again = { ...body, validFrom: '2026-12-06' };
  const second = await operator.make('createPriceList', { params, body: again });
  expect(second.body.items.at(-1)!.testItemId).toBe(fresh[0]!.testItemId);
  const known = { ...sample, userKind: 'company', testItemId: fresh[0]!.testItemId };
  const twice = await operator.make('createPriceList', {
    params,
    body: { ...again, validFrom: '2026-12-07', items: [known, { ...sample, userKind: 'company' }] },
  });
  expect(twice.problem.errors).toMatchObject([{ path: 'body.items.1', code: 'field.duplicate' }]);
  const nowhere = { ...sample, userKind: 'own_unit', testItemId: 'NOSUCHITEM' };
  const unknown = await operator.make('createPriceList', {
    params,
    body: { ...again, items: [nowhere] },
  });
  expect(unknown.problem.code).toBe('test_item.not_found');
});

test.each([
  ['a test item without a name', { item: 'sample', name: '' }, {}, 'body.items.0.name'],
  [
    'hours off that end as they begin',
    {},
    { offPeak: [{ from: '08:00', to: '08:00', percentOff: 10 }] },
    'body.offPeak.0.to',
  ],
])('prices with %s are refused by name', async (_what, item, change, path) => {
  const { body } = await operator.call('listPriceLists', { params });
  const latest = { ...body.items[0]!, id: undefined, validTo: undefined };
  const first = { userKind: 'company', item: 'machine_hour', testItemId: null, name: '机时' };
  const answer = await operator.make('createPriceList', {
    params,
    body: {
      ...latest,
      ...change,
      validFrom: '2026-12-20',
      items: [{ ...first, unitFen: 1, ...item }],
    },
  });
  expect(answer.problem.errors).toMatchObject([{ path }]);
});

test('an operator lists the instruments of their crew', async () => {
  const { body } = await operator.call('listRunInstruments', {});
  expect(body.items.map(({ id }) => id)).toContain(INSTRUMENTS.sem);
  const foreign = await signInAs(world.url, 'operator-foreign');
  const theirs = await foreign.call('listRunInstruments', {});
  expect(theirs.body.items.map(({ id }) => id)).not.toContain(INSTRUMENTS.sem);
});

test('a long list of instruments is read to its end and searched', async () => {
  const { db } = world.deps;
  const row = (await db('instruments').where({ id: INSTRUMENTS.sem }).first()) as object;
  const plain = Object.fromEntries(
    Object.entries(row).map(([name, value]: [string, unknown]) => [
      name,
      value !== null && typeof value === 'object' && !(value instanceof Date)
        ? JSON.stringify(value)
        : value,
    ]),
  );
  const many = Array.from({ length: 310 }, (_, index) => ({
    ...plain,
    id: `MANY${String(index).padStart(4, '0')}`,
    code: `MANY${index}`,
    inner_code: `many-${index}`,
    room: `B${index}`,
  }));
  await db('instruments').insert(many);
  const rules = { version: 1, rules: JSON.stringify(OPEN_RULES), created_at: world.clock.now() };
  await db('booking_rules').insert(many.map(({ id }) => ({ ...rules, instrument_id: id })));
  const seen = new Set<string>();
  let cursor: string | undefined;
  do {
    const query = { limit: 100, ...(cursor === undefined ? {} : { cursor }) };
    const { body } = await operator.call('listRunInstruments', { query });
    for (const { id } of body.items) {
      expect(seen.has(id)).toBe(false);
      seen.add(id);
    }
    cursor = body.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(many.every(({ id }) => seen.has(id))).toBe(true);
  const found = await operator.call('listRunInstruments', { query: { q: 'B309' } });
  expect(found.body).toMatchObject({ items: [{ id: 'MANY0309' }], nextCursor: null });
  const wrong = await operator.call('listRunInstruments', { query: { cursor: 'nonsense' } });
  expect(wrong.problem.code).toBe('request.cursor_invalid');
  await db('booking_rules').where('instrument_id', 'like', 'MANY%').delete();
  await db('instruments').where('id', 'like', 'MANY%').delete();
});

test('blocks of another crew are unknown to others, and stay', async () => {
  const other = await signInAs(world.url, 'operator-foreign');
  const made = await operator.make('createBlock', {
    params,
    body: {
      kind: 'crew_time',
      startsAt: at('2026-11-28T10:00'),
      endsAt: at('2026-11-28T12:00'),
      reason: '校准',
    },
  });
  const block = { params: { id: made.body.items[0]!.seriesId } };
  const lifted = await other.call('liftBlock', block);
  expect([lifted.status, lifted.problem.code]).toEqual([404, 'block.not_found']);
  expect((await operator.call('liftBlock', block)).status).toBe(204);
});

test('only those who run the instrument see and set its terms', async () => {
  const other = await signInAs(world.url, 'operator-foreign');
  expect((await other.call('getRules', { params })).status).toBe(403);
  expect((await researcher.call('getRules', { params })).status).toBe(403);
});

test('price lists made at once follow one another without overlap or gap', async () => {
  const { body } = await operator.call('listPriceLists', { params });
  const { id, ...prices } = body.items[0]!;
  const days = ['2027-01-01', '2027-02-01', '2027-03-01', '2027-04-01', '2027-05-01', '2027-06-01'];
  const made = await Promise.all(
    days.map((validFrom) =>
      operator.make('createPriceList', {
        params,
        body: { ...prices, validTo: undefined, validFrom },
      }),
    ),
  );
  expect(made.map(({ status }) => status)).toEqual(days.map(() => 201));
  const after = (await operator.call('listPriceLists', { params })).body.items;
  expect(after.map((list) => list.id)).toContain(id);
  const eve = (date: string) => new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);
  const lasts = after.map(({ validTo }) => validTo);
  expect(lasts).toEqual([null, ...after.slice(0, -1).map(({ validFrom }) => eve(validFrom))]);
});
